package checkout.saga.runtime.operator;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.drive.OrchestratorTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Red here: an operator does not find what is stuck, is told something wrong of it, or acts without leaving a trace. */
class SagasApiTest extends OrchestratorTest {
    private static final String BECAUSE = "{\"reason\":\"order-service is back\"}";

    @Test
    void showsWhatIsStuckWhoOwesItAndWhatCanBeDone() {
        stuckPastItsPivot();
        JsonNode listed = only(ok(get("/v1/sagas?stuck=true&q=" + checkout)));
        assertThat(listed.at("/state").asString()).isEqualTo("STUCK");
        assertThat(listed.at("/step").asString()).isEqualTo("confirm order");
        assertThat(listed.at("/attempt").asInt()).isEqualTo(10);
        assertThat(listed.at("/attempts").asInt()).isEqualTo(10);
        JsonNode saga = ok(get("/v1/sagas/" + checkout));
        assertThat(saga.at("/owed/0/participant").asString()).isEqualTo("order-service");
        assertThat(saga.at("/owed/0/command").asString()).isEqualTo("orders.ConfirmOrder.v1");
        assertThat(saga.at("/diagnosis/0").asString())
                .contains("'confirm order' is stuck")
                .contains("order-service");
        assertThat(saga.at("/actions/retry/possible").asBoolean()).isTrue();
        assertThat(saga.at("/actions/compensate/why").asString()).contains("past its pivot");
        assertThat(saga.at("/data/payment/token").asString()).isEqualTo("withheld");
        assertThat(saga.at("/timelineComplete").asBoolean()).isTrue();
        assertThat(texts(saga.at("/timeline"), "type"))
                .startsWith(
                        "orders.OrderPlaced.v1",
                        "inventory.ReserveStock.v1",
                        "inventory.StockReserved.v1",
                        "payments.AuthorizePayment.v1",
                        "payments.PaymentAuthorized.v1",
                        "orders.ConfirmOrder.v1");
    }

    @Test
    void showsTheMessagesOfAnOpenSagaWhoseJournalRetentionHasDropped() {
        stuckPastItsPivot();
        JsonNode before = ok(get("/v1/sagas/" + checkout)).at("/timeline");

        dropOldMessages();

        assertThat(jdbc.queryForObject("select count(*) from inbox where saga_id = ?", Integer.class, checkout))
                .isZero();
        assertThat(jdbc.queryForObject("select count(*) from kept_message where saga_id = ?", Integer.class, checkout))
                .isEqualTo(5);
        JsonNode saga = ok(get("/v1/sagas/" + checkout));
        assertThat(texts(saga.at("/timeline"), "type")).isEqualTo(texts(before, "type"));
        assertThat(saga.at("/timelineComplete").asBoolean()).isTrue();
    }

    @Test
    void retriesWhatIsStuckAndLeavesATrace() {
        stuckPastItsPivot();
        JsonNode retried = ok(post("/v1/sagas/%s/retry".formatted(checkout), BECAUSE));
        assertThat(retried.at("/state").asString()).isEqualTo("RETRYING");
        assertThat(jdbc.queryForObject(
                        "select max(attempt) from outbox where saga_id = ? and type = 'orders.ConfirmOrder.v1'",
                        Integer.class,
                        checkout))
                .isEqualTo(11);
        assertThat(jdbc.queryForObject(
                        "select count(distinct substr(traceparent, 1, 35)) from outbox where saga_id = ? and attempt >= 10",
                        Integer.class,
                        checkout))
                .as("the retry belongs to the trace of what it retries")
                .isEqualTo(1);
        JsonNode act = ok(get("/v1/audit?sagaId=" + checkout)).at("/entries/0");
        assertThat(act.at("/who").asString()).isEqualTo("operator");
        assertThat(act.at("/action").asString()).isEqualTo("RETRY");
        assertThat(act.at("/reason").asString()).isEqualTo("order-service is back");
        assertThat(act.at("/outcome").asString()).isEqualTo("DONE");
        reply(MessageIds.next(), "orders.OrderConfirmed.v1", "confirm order", "DO", 11, "");
        await().until(() -> phase().equals("COMPLETED"));
        JsonNode timeline = ok(get("/v1/sagas/" + checkout)).at("/timeline");
        assertThat(texts(timeline, "kind")).contains("ACTED");
        assertThat(texts(timeline, "note")).containsOnly("");
    }

    @Test
    void refusesToUndoWhatIsPastItsPivotAndKeepsThatItWasAsked() {
        stuckPastItsPivot();
        assertProblem(post("/v1/sagas/%s/compensate".formatted(checkout), BECAUSE), 409, "only goes forward");
        assertThat(phase()).isEqualTo("STUCK");
        JsonNode act = ok(get("/v1/audit?action=compensate&sagaId=" + checkout)).at("/entries/0");
        assertThat(act.at("/outcome").asString()).isEqualTo("REFUSED");
        assertThat(act.at("/detail").asString()).contains("only goes forward");
    }

    @Test
    void undoesBeforeThePivot() {
        place();
        JsonNode undone = ok(post("/v1/sagas/%s/compensate".formatted(checkout), BECAUSE));
        assertThat(undone.at("/state").asString()).isEqualTo("COMPENSATING");
        assertThat(sent()).containsExactly("inventory.ReserveStock.v1", "inventory.ReleaseStock.v1");
    }

    @Test
    void namesWhatChangedNothing() {
        place();
        UUID made = MessageIds.next();
        passTimeUntil(
                ofSeconds(20),
                () -> sent().stream()
                                .filter("inventory.ReserveStock.v1"::equals)
                                .count()
                        == 2);
        reply(made, "inventory.StockReserved.v1", "reserve stock", "DO", 1, "");
        await().until(() -> sent().contains("payments.AuthorizePayment.v1"));
        UUID again = reply(MessageIds.next(), "inventory.StockReserved.v1", "reserve stock", "DO", 2, "");
        reply("payments.PaymentDeclined.v1", "authorize payment", ",\"detail\":\"no\"");
        await().until(() -> sent().contains("inventory.ReleaseStock.v1"));
        UUID late = reply(MessageIds.next(), "inventory.StockReserved.v1", "reserve stock", "DO", 2, "");
        JsonNode timeline = ok(get("/v1/sagas/" + checkout)).at("/timeline");
        assertThat(event(timeline, made).at("/note").isNull())
                .as("a reply that was long on its way is taken where it arrived")
                .isTrue();
        assertThat(event(timeline, again).at("/note").asString()).isEqualTo("the step has given this answer already");
        assertThat(event(timeline, late).at("/note").asString())
                .isEqualTo("the answer came after the saga had gone on without it");
    }

    @Test
    void tellsThatACancellationWasRefusedAndWhy() {
        stuckPastItsPivot();
        UUID request = cancel();
        UUID again = reply("payments.PaymentAuthorized.v1", "authorize payment", ",\"reference\":\"p-1\"");
        JsonNode saga = ok(get("/v1/sagas/" + checkout));
        JsonNode timeline = saga.at("/timeline");
        assertThat(event(timeline, request).at("/note").asString())
                .isEqualTo("the saga is past its pivot and only goes forward");
        assertThat(texts(timeline, "type")).containsOnlyOnce("orders.RefuseCancel.v1");
        assertThat(event(timeline, again).at("/note").asString())
                .as("the story goes on after the refusal")
                .isEqualTo("the step has given this answer already");
        assertThat(saga.at("/owed/0/command").asString()).isEqualTo("orders.ConfirmOrder.v1");
    }

    @Test
    void aSagaOfAVersionThatIsGoneIsShownAsSuchAndCannotBeRetried() {
        place();
        deployAs(99);
        JsonNode untouched = only(ok(get("/v1/sagas?q=" + checkout)));
        assertThat(untouched.at("/state").asString()).isEqualTo("WAITING");
        assertThat(untouched.at("/notDeployed").asString()).contains("version 99");
        assertThat(ok(get("/v1/stats")).at("/notDeployed/checkout v99").asLong())
                .isPositive();
        assertProblem(post("/v1/sagas/%s/retry".formatted(checkout), BECAUSE), 409, "is not deployed in version 99");
        assertThat(phase()).isEqualTo("STUCK");
        JsonNode saga = ok(get("/v1/sagas/" + checkout));
        assertThat(saga.at("/stuckReason").asString()).contains("version 99");
        assertThat(saga.at("/actions/retry/possible").asBoolean()).isFalse();
        assertProblem(get("/v1/sagas/%s/diagram".formatted(checkout)), 409, "version 99");
    }

    @Test
    void actsOnManyAndTellsWhatBecameOfEach() {
        stuckPastItsPivot();
        UUID stuck = checkout;
        checkout = MessageIds.next();
        place();
        JsonNode outcome = ok(post(
                "/v1/sagas/bulk",
                "{\"filter\":{\"ids\":[\"%s\",\"%s\",\"%s\"]},\"action\":\"retry\",\"reason\":\"all again\"}"
                        .formatted(stuck, checkout, MessageIds.next())));
        assertThat(outcome.at("/done").asInt()).isEqualTo(1);
        assertThat(outcome.at("/notDone").asInt()).isEqualTo(2);
        assertThat(texts(outcome.at("/results"), "outcome")).containsExactlyInAnyOrder("DONE", "REFUSED", "GONE");
        assertThat(ok(get("/v1/audit?sagaId=" + checkout))
                        .at("/entries/0/outcome")
                        .asString())
                .isEqualTo("REFUSED");
    }

    @Test
    void actsOnNoneIfAnIdIsNoneAndReadsIdsInAnyCase() {
        stuckPastItsPivot();
        SERVICES.answers("order-service", "{\"sagaIds\":[\"%s\"],\"complete\":true}".formatted(checkout));
        String retry = "{\"filter\":{\"customer\":\"c-1\",\"ids\":[%s]},\"action\":\"retry\",\"reason\":\"all again\"}";

        HttpResponse<String> refused = post("/v1/sagas/bulk", retry.formatted("\"%s\",\"abc\"".formatted(checkout)));
        assertProblem(refused, 400, "'abc'");
        assertThat(ok(get("/v1/audit?sagaId=" + checkout)).at("/entries")).isEmpty();

        String capitals = checkout.toString().toUpperCase(Locale.ROOT);
        JsonNode outcome = ok(post("/v1/sagas/bulk", retry.formatted("\"%s\"".formatted(capitals))));
        assertThat(outcome.at("/done").asInt()).isEqualTo(1);
        assertThat(outcome.at("/notDone").asInt()).isZero();
    }

    @Test
    void countsByPhaseAndTellsHowFarTheSweeperIsBehind() {
        long before = ok(get("/v1/stats")).at("/phases/WAITING").asLong();
        place();
        JsonNode stats = ok(get("/v1/stats"));
        assertThat(stats.at("/phases/WAITING").asLong()).isEqualTo(before + 1);
        assertThat(stats.at("/ended/exact").asBoolean()).isTrue();
        assertThat(stats.at("/oldestDue").isNull()).isFalse();
        assertThat(stats.at("/sweeperLagSeconds").isNumber()).isTrue();
    }

    @Test
    void drawsTheDefinition() {
        place();
        assertThat(get("/v1/sagas/%s/diagram".formatted(checkout)).body()).startsWith("<svg");
        assertThat(get("/v1/sagas/%s/diagram?format=mermaid".formatted(checkout))
                        .body())
                .startsWith("stateDiagram-v2");
    }

    @Test
    void pagesFromTheNewestOn() {
        for (int i = 0; i < 3; i++) {
            checkout = MessageIds.next();
            place();
        }
        JsonNode first = ok(get("/v1/sagas?limit=2&state=waiting&step=reserve%20stock"));
        assertThat(first.at("/sagas").size()).isEqualTo(2);
        assertThat(first.at("/sagas/0/id").asString()).isEqualTo(checkout.toString());
        JsonNode second = ok(get("/v1/sagas?limit=2&state=waiting&step=reserve%20stock&cursor="
                + first.at("/nextCursor").asString()));
        assertThat(texts(second.at("/sagas"), "id"))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(texts(first.at("/sagas"), "id"));
    }

    @Test
    void findsByErrorAndAge() {
        stuckPastItsPivot();
        assertThat(texts(ok(get("/v1/sagas?error=CONFIRM&stuck=true&limit=200")).at("/sagas"), "id"))
                .contains(checkout.toString());
        assertThat(ok(get("/v1/sagas?error=never%20said&q=" + checkout))
                        .at("/sagas")
                        .size())
                .isZero();
        assertThat(ok(get("/v1/sagas?olderThan=PT0S&q=" + checkout))
                        .at("/sagas")
                        .size())
                .isEqualTo(1);
        assertThat(ok(get("/v1/sagas?olderThan=P36000D&q=" + checkout))
                        .at("/sagas")
                        .size())
                .isZero();
    }

    private static JsonNode only(JsonNode page) {
        assertThat(page.at("/sagas").size()).isEqualTo(1);
        return page.at("/sagas/0");
    }

    private static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.path(field).asString(""))
                .toList();
    }

    private static JsonNode event(JsonNode timeline, UUID id) {
        return StreamSupport.stream(timeline.spliterator(), false)
                .filter(event -> event.at("/id").asString().equals(id.toString()))
                .findFirst()
                .orElseThrow();
    }
}
