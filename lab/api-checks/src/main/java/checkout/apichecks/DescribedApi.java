package checkout.apichecks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import checkout.apichecks.description.ApiDescription;
import checkout.apichecks.description.DescribedOperation;
import checkout.apichecks.description.DescriptionRules;
import checkout.apichecks.recording.SeenAnswers;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The tests of a described API. A module has one class of them, which runs after all others and knows what they have seen.
 */
@Order(DescribedApi.LAST)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public interface DescribedApi {
    int LAST = Integer.MAX_VALUE;

    /** The roles of users, the least first. */
    List<String> ROLES = List.of("metrics", "viewer", "operator", "admin");

    RunningService service();

    /** The paths of controllers that the settings of this test switch off; others test them. */
    default Set<String> switchedOff() {
        return Set.of();
    }

    /** Operations of libraries that this service does not have, because its settings never switch them on. */
    default Set<String> absent() {
        return Set.of("GET /v1/session");
    }

    private static List<DescribedOperation> operations() {
        return ApiDescription.ofThisModule().operations();
    }

    private ApiCaller caller() {
        return new ApiCaller(service());
    }

    @Test
    default void describesEveryMappingAndNoOther() {
        Set<String> mappings = ControllerMappings.find();
        mappings.removeAll(absent());
        assertThat(operations().stream().map(DescribedOperation::toString))
                .as("operations in docs/api, compared with the mappings of the controllers")
                .containsExactlyInAnyOrderElementsOf(mappings);
    }

    @Test
    default void givesExamplesThatMatchTheirSchemas() {
        assertThat(new DescriptionRules(ApiDescription.ofThisModule()).wrongExamples())
                .isEmpty();
    }

    @Test
    default void servesItsDescriptionToEverybody() {
        assertThat(caller().get("/openapi.yaml").body()).contains("openapi: '3.1");
        assertThat(caller().get("/openapi.json").body()).startsWith("{\"openapi\":\"3.1");
        assertThat(caller().get("/errors/unauthorized").body()).startsWith("# ").contains("## What to do");
        assertThat(caller().get("/errors/no-such-type").statusCode()).isEqualTo(404);
        assertThat(caller().get("/errors").body()).contains("(unauthorized.md)");
    }

    @Test
    default void refusesStrangers() {
        for (DescribedOperation operation : operations()) {
            if (operation.answersWith(401)) {
                assertThat(caller().send(operation, null, operation.exampleBody())
                                .statusCode())
                        .as("%s without credentials", operation)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    default void refusesUsersWithALesserRole() {
        for (DescribedOperation operation : operations()) {
            int role = ROLES.indexOf(
                    operation.access().map(DescribedOperation.Access::role).orElse(""));
            if (operation.answersWith(403)) {
                String lesser = ROLES.get(role > 0 ? role - 1 : 1);
                assertThat(caller().send(operation, service().authorization(lesser), operation.exampleBody())
                                .statusCode())
                        .as("%s as %s", operation, lesser)
                        .isEqualTo(403);
            }
        }
    }

    @Test
    default void refusesBodiesThatAreNotJson() {
        for (DescribedOperation operation : operations()) {
            if (operation.answersWith(400) && !operation.requestTypes().isEmpty()) {
                assertThat(caller().send(operation, valid(operation), "{").statusCode())
                        .as("%s with half a body", operation)
                        .isEqualTo(400);
            }
        }
    }

    @Test
    default void refusesBodiesOfAnotherType() {
        for (DescribedOperation operation : operations()) {
            if (operation.answersWith(400) && !operation.requestTypes().isEmpty()) {
                assertThat(caller().sendText(operation, valid(operation)).statusCode())
                        .as("%s with a text", operation)
                        .isEqualTo(415);
            }
        }
    }

    @Test
    default void doesNotFindWhatDoesNotExist() {
        for (DescribedOperation operation : operations()) {
            if (operation.answersWith(404) && operation.path().contains("{")) {
                assertThat(caller().send(operation, valid(operation), operation.exampleBody())
                                .statusCode())
                        .as("%s of what does not exist", operation)
                        .isEqualTo(404);
            }
        }
    }

    @Test
    default void refusesPagesWithoutRows() {
        for (DescribedOperation operation : operations()) {
            if (operation.reads("limit") && !switchedOff().contains(operation.path())) {
                assertThat(caller().send(operation, "?limit=0", valid(operation), operation.exampleBody())
                                .statusCode())
                        .as("%s with limit=0", operation)
                        .isEqualTo(400);
            }
        }
    }

    /** Sends every operation that can answer with this status as this caller, until it does. */
    default void answersWithin(int status, String authorization, int tries) {
        for (DescribedOperation operation : operations()) {
            if (operation.answersWith(status)) {
                assertThat(IntStream.range(0, tries)
                                .map(attempt -> caller().send(operation, authorization, operation.exampleBody())
                                        .statusCode()))
                        .as("the answers of %s", operation)
                        .contains(status);
            }
        }
    }

    @Test
    @Order(LAST)
    default void everyDocumentedAnswerWasSeen() {
        assumeTrue(System.getProperty("test") == null, "only some of the tests have run");
        assertThat(SeenAnswers.ofThisModule().unseen())
                .as("documented answers that no test of this module has seen: test them, or do not document them")
                .isEmpty();
    }

    private String valid(DescribedOperation operation) {
        DescribedOperation.Access access = operation.access().orElseThrow();
        return service().authorization(access.role().isEmpty() ? access.scheme() : access.role());
    }
}
