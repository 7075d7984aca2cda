package checkout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Red here: a command claims that sagas have moved that have not, or acts on others than were selected. */
class SagaActCommandsTest extends OperatorCliTest {
    private static final String OTHER = ID.replace("0001", "0002");
    private static final String AWAY = "{\"status\":503,\"detail\":\"The database does not answer.\"}";

    @Test
    void waitsUntilTheActHasEndedAndSaysWhatBecameOfEachSaga() {
        answers.add("{\"id\":\"a1\",\"status\":\"RUNNING\",\"sagas\":2,\"finished\":0}");
        answers.add("{\"id\":\"a1\",\"status\":\"RUNNING\",\"sagas\":2,\"finished\":1}");
        answers.add("{\"id\":\"a1\",\"status\":\"FINISHED\",\"sagas\":2,\"finished\":2}");
        answers.add(items(item(ID, "DONE", "'confirm order' was done"), "\"abc\""));
        answers.add(items(item(OTHER, "DONE", "'confirm order' was done"), "null"));

        assertThat(run("sagas", "retry", "--stuck", "--reason", "it is back")).isZero();

        assertThat(requests)
                .containsExactly(
                        "operator POST /v1/acts {\"action\":\"retry\",\"filter\":{\"stuck\":true},\"reason\":\"it is back\"}",
                        "operator GET /v1/acts/a1",
                        "operator GET /v1/acts/a1",
                        "operator GET /v1/acts/a1/items?limit=200",
                        "operator GET /v1/acts/a1/items?limit=200&cursor=abc");
        assertThat(err.toString()).contains("1 of 2 sagas", "2 of 2 sagas");
        assertThat(out.toString())
                .containsPattern(ID + " +DONE +COMPLETED +'confirm order' was done")
                .contains("2 of 2 done.");
    }

    @Test
    void goesOnReadingAnActWhileTheOrchestratorIsAway() {
        answers.add("{\"id\":\"a1\",\"status\":\"RUNNING\",\"sagas\":1,\"finished\":0}");
        answers.add(AWAY);
        answers.add("{\"status\":503, and no JSON");
        answers.add("{\"id\":\"a1\",\"status\":\"FINISHED\",\"sagas\":1,\"finished\":1}");
        answers.add(AWAY);
        answers.add(items(item(ID, "DONE", "done"), "null"));

        assertThat(run("sagas", "retry", ID, "--reason", "r")).isZero();

        assertThat(requests).filteredOn(request -> request.contains("POST")).hasSize(1);
        assertThat(err.toString())
                .startsWith("act a1")
                .contains("The act cannot be read now", "The database does not answer")
                .doesNotContain("\tat ");
        assertThat(out.toString()).contains("1 of 1 done.");
    }

    @Test
    void saysWhereToSeeAnActThatCannotBeRead() {
        answers.add("{\"id\":\"a1\",\"status\":\"RUNNING\",\"sagas\":1,\"finished\":0}");
        answers.add("{\"detail\":\"Your role does not allow this.\"}");

        assertThat(run("sagas", "retry", ID, "--reason", "r")).isEqualTo(1);

        assertThat(err.toString())
                .contains("act a1 goes on; do not send it again", "actions --act a1", "/console/acts/a1");
    }

    @ParameterizedTest
    @ValueSource(strings = {LOST, AWAY})
    void saysThatAnActMayHaveBeenTakenWhoseCreationWasNotAnswered(String answer) {
        answers.add(answer);

        assertThat(run("sagas", "retry", ID, "--reason", "r")).isEqualTo(1);

        assertThat(requests).hasSize(1);
        assertThat(err.toString())
                .contains("The act may have been taken all the same", "GET /v1/acts", "/console/acts");
    }

    @Test
    void aDryRunThatIsNotAnsweredWasNoActInAnyCase() {
        answers.add(LOST);
        assertThat(run("sagas", "retry", ID, "--reason", "r", "--dry-run")).isEqualTo(1);
        assertThat(err.toString()).contains("saga-orchestrator does not answer").doesNotContain("taken");
    }

    @Test
    void anActThatReachedNobodyWasNotTaken() {
        stopOrchestrator();
        assertThat(run("sagas", "retry", ID, "--reason", "r")).isEqualTo(1);
        assertThat(err.toString()).contains("saga-orchestrator does not answer").doesNotContain("taken");
    }

    @Test
    void failsUnlessAllAreSeenDone() {
        answers.add("{\"id\":\"a1\",\"status\":\"FINISHED\",\"sagas\":2,\"finished\":2}");
        String theirs = """
                {"id":"%s","outcome":"ALREADY_CHANGED","before":"STUCK","after":null,
                 "changedBy":{"who":"bob","action":"RETRY","at":"2026-01-01T00:00:00Z"}}""".formatted(OTHER);
        answers.add(items(item(ID, "NOT_CONFIRMED", "stuck again") + "," + theirs, "null"));

        assertThat(run("sagas", "compensate", ID, OTHER, "--reason", "r", "--user", "admin"))
                .isEqualTo(1);

        assertThat(requests.getFirst())
                .startsWith("admin POST /v1/acts")
                .contains("\"filter\":{\"ids\":[\"%s\",\"%s\"]}".formatted(ID, OTHER));
        assertThat(out.toString())
                .contains("stuck again", "bob requested RETRY at 2026-01-01T00:00:00Z", "0 of 2 done.");
    }

    @Test
    void aDryRunSaysWhatWouldBeSentAndRunsNothing() {
        answers.add("{\"id\":\"a1\",\"status\":\"PLANNED\",\"sagas\":1,\"finished\":0}");
        answers.add(items("""
                {"id":"%s","outcome":"PLANNED","possible":true,"before":"STUCK at 'confirm order', attempt 10 of 10",
                 "sends":[{"type":"orders.ConfirmOrder.v1","attempt":11,"topic":"orders.commands"}]}""".formatted(ID), "null"));

        assertThat(run("sagas", "retry", ID, "--reason", "r", "--dry-run")).isZero();

        assertThat(requests).hasSize(2);
        assertThat(requests.getFirst()).contains("\"dryRun\":true");
        assertThat(out.toString())
                .contains("orders.ConfirmOrder.v1, attempt 11, to orders.commands")
                .contains("1 of 1 would accept it. Nothing was done.");
    }

    @Test
    void readsIdsFromTheInput() {
        answers.add("{\"id\":\"a1\",\"status\":\"FINISHED\",\"sagas\":1,\"finished\":1}");
        answers.add(items(item(ID, "DONE", "done"), "null"));
        assertThat(runWithInput("%s\n\n%s  and more\n".formatted(ID, OTHER), "sagas", "cancel", "--reason", "r", "-"))
                .isZero();
        assertThat(requests.getFirst())
                .contains("\"action\":\"cancel\"")
                .contains("{\"ids\":[\"%s\",\"%s\"]}".formatted(ID, OTHER));
    }

    @Test
    void anEmptyInputSelectsNothingRatherThanEverything() {
        assertThat(runWithInput("", "sagas", "retry", "--reason", "r", "-")).isEqualTo(1);
        assertThat(requests).isEmpty();
        assertThat(out.toString()).contains("nothing was done");
    }

    @Test
    void aListPrintsTheIdsOfAllPagesForAnotherCommand() {
        answers.add("{\"sagas\":[{\"id\":\"%s\"}],\"nextCursor\":\"abc\"}".formatted(ID));
        answers.add("{\"sagas\":[{\"id\":\"%s\"}],\"nextCursor\":null}".formatted(OTHER));
        assertThat(run("sagas", "list", "--stuck", "-q")).isZero();
        assertThat(requests)
                .containsExactly(
                        "viewer GET /v1/sagas?stuck=true&limit=200",
                        "viewer GET /v1/sagas?stuck=true&limit=200&cursor=abc");
        assertThat(out.toString().lines()).containsExactly(ID, OTHER);
    }

    @Test
    void aPageThatWasAskedForIsOnePage() {
        answers.add("{\"sagas\":[{\"id\":\"%s\"}],\"nextCursor\":\"abc\"}".formatted(ID));
        assertThat(run("sagas", "list", "-q", "--limit", "1")).isZero();
        assertThat(out.toString().lines()).containsExactly(ID);
    }

    private int runWithInput(String text, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(arguments);
        } finally {
            System.setIn(before);
        }
    }

    private static String item(String id, String outcome, String detail) {
        return "{\"id\":\"%s\",\"outcome\":\"%s\",\"detail\":\"%s\",\"after\":\"COMPLETED\"}"
                .formatted(id, outcome, detail);
    }

    private static String items(String items, String cursor) {
        return "{\"items\":[%s],\"nextCursor\":%s}".formatted(items, cursor);
    }
}
