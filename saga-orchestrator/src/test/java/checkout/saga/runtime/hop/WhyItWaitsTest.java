package checkout.saga.runtime.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.drive.AskedServices;
import checkout.saga.runtime.drive.OrchestratorTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Red here: an operator is not told which hop holds up a saga, or waits for somebody who does not answer. */
class WhyItWaitsTest extends OrchestratorTest {
    private static final String RELAY_WORKS = """
            {"published":null,"quarantined":false,"sources":[{"name":"checkout","state":"WORKING","problem":null,
             "newestAt":"2026-11-21T12:00:00Z","slot":"outbox_checkout","slotActive":true,"lagBytes":0}]}""";
    private static final String RELAY_REFUSES = """
            {"published":null,"quarantined":false,"sources":[{"name":"checkout","state":"REFUSED","slot":"outbox_checkout",
             "problem":"slot outbox_checkout does not exist","remedy":"POST /v1/relay/replay","lagBytes":0}]}""";
    private static final String NOT_CONSUMED = """
            {"group":"inventory-service",
             "database":{"schema":"inventory","received":false,"positions":[{"partition":2,"next":990,"secondsSinceMoved":41.4}],"pending":[]},
             "kafka":{"topic":"inventory.commands","partition":2,"offset":1042,"end":1043,"searchedAll":true},
             "consumer":{"partitions":[],"problems":[]}}""";

    @Test
    void nobodyConsumes() {
        SERVICES.answers("outbox-relay", RELAY_WORKS);
        SERVICES.answers("inventory-service", NOT_CONSUMED);
        place();
        JsonNode saga = ok(get("/v1/sagas/" + checkout));
        assertThat(last(saga))
                .isEqualTo(
                        "ReserveStock, attempt 1, is in inventory.commands-2 at 1042; inventory-service stands at 990 and has not moved for 41 s: no consumer is assigned.");
        assertThat(texts(saga, "hop"))
                .containsExactly(
                        "COMMAND_COMMITTED",
                        "COMMAND_PUBLISHED",
                        "COMMAND_RECEIVED",
                        "COMMAND_ANSWERED",
                        "ANSWER_PUBLISHED",
                        "ANSWER_RECEIVED");
        assertThat(texts(saga, "status"))
                .containsExactly("PASSED", "PASSED", "WAITING", "NOT_REACHED", "NOT_REACHED", "NOT_REACHED");
        String basic = Base64.getEncoder().encodeToString("service:asks".getBytes(StandardCharsets.UTF_8));
        UUID command = jdbc.queryForObject("select id from outbox where saga_id = ?", UUID.class, checkout);
        assertThat(SERVICES.questions())
                .containsExactlyInAnyOrder(
                        "Basic %s /inventory-service/actuator/hops/%s?topic=inventory.commands&key=%s&saga=%s&step=reserve+stock&action=DO&attempt=1"
                                .formatted(basic, command, checkout, checkout),
                        "Basic %s /outbox-relay/v1/relay/rows/%s?schema=sagas".formatted(basic, command));
    }

    @Test
    void whatHoldsItUpIsToldWhileItBacksOffAndIsRetried() {
        SERVICES.answers("outbox-relay", RELAY_REFUSES);
        SERVICES.answers("inventory-service", NOT_CONSUMED.replace("\"offset\":1042,", ""));
        place();
        List<String> states = new ArrayList<>();
        passTimeUntil(Duration.ofSeconds(1), () -> {
            JsonNode saga = ok(get("/v1/sagas/" + checkout));
            String step = saga.at("/steps").toString();
            assertThat(last(saga))
                    .startsWith("ReserveStock, attempt ")
                    .contains("is committed in the outbox of saga-orchestrator since")
                    .endsWith(
                            "and not in inventory.commands-2: outbox-relay does not publish source checkout: slot outbox_checkout does not exist; POST /v1/relay/replay.");
            states.add(
                    step.contains("BACKING_OFF")
                            ? "BACKING_OFF"
                            : saga.at("/state").asString());
            return states.contains("BACKING_OFF") && states.getLast().equals("RETRYING");
        });
        assertThat(states).contains("WAITING", "BACKING_OFF", "RETRYING");
    }

    @Test
    void whoDoesNotAnswerIsToldInTime() {
        SERVICES.fallsSilent("outbox-relay");
        SERVICES.fallsSilent("inventory-service");
        place();
        long begun = System.nanoTime();
        JsonNode saga = ok(get("/v1/sagas/" + checkout));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AskedServices.TIMEOUT.multipliedBy(15));
        assertThat(last(saga))
                .contains(
                        "inventory-service does not answer at %s in 700 ms"
                                .formatted(SERVICES.url("inventory-service")),
                        "outbox-relay does not answer at %s in 700 ms".formatted(SERVICES.url("outbox-relay")),
                        // the test's database has a slot, and no relay
                        "nobody reads slot outbox_");
    }

    @Test
    void theDatabaseOfAParticipantIsSilent() {
        SERVICES.answers("outbox-relay", RELAY_WORKS);
        SERVICES.answers("inventory-service", """
                {"group":"inventory-service","databaseUnknown":"the database did not answer in 500 ms",
                 "kafka":{"topic":"inventory.commands","partition":2,"offset":1042,"end":1043,"searchedAll":true},
                 "consumer":{"partitions":[],"problems":[]}}""");
        place();
        assertThat(last(ok(get("/v1/sagas/" + checkout))))
                .isEqualTo(
                        "ReserveStock, attempt 1, is in inventory.commands-2 at 1042; what inventory-service did with it is unknown: the database did not answer in 500 ms.");
    }

    /** The orchestrator looks for the answer itself, in its own inbox and in Kafka. */
    @Test
    void theAnswerIsNotPublished() {
        UUID answer = MessageIds.next();
        SERVICES.answers("outbox-relay", RELAY_REFUSES);
        SERVICES.answers("inventory-service", answered(answer));
        place();
        // on a busy machine, the time in which Kafka is searched may end before the search
        await().untilAsserted(
                        () -> assertThat(last(ok(get("/v1/sagas/" + checkout))))
                                .startsWith(
                                        "The answer StockReserved of inventory-service to ReserveStock, attempt 1, is committed in the outbox of inventory-service since ")
                                .contains(" and not in checkout.replies-")
                                .endsWith(
                                        "outbox-relay does not publish source checkout: slot outbox_checkout does not exist; POST /v1/relay/replay."));
    }

    @Test
    void theAnswerCannotBeHandled() {
        place();
        send(
                "checkout.replies.dlt",
                "inventory.StockReserved.v1",
                "no JSON",
                Map.of(
                        "ce_sagastep", "reserve stock",
                        "ce_sagaaction", "DO",
                        "ce_sagaattempt", "1",
                        "dlt-group", "saga-orchestrator",
                        "dlt-reason", "it is no JSON",
                        "dlt-topic", "checkout.replies",
                        "dlt-partition", "1",
                        "dlt-offset", "7"));
        await().until(() ->
                jdbc.queryForObject("select count(*) from dead_letter where saga_id = ?", Integer.class, checkout)
                        == 1);
        JsonNode saga = ok(get("/v1/sagas/" + checkout));
        assertThat(last(saga))
                .startsWith(
                        "ReserveStock, attempt 1, was answered by inventory-service, but saga-orchestrator could not handle the answer StockReserved: dead letter ")
                .contains("it is no JSON");
        assertThat(SERVICES.questions())
                .as("what is known here needs nobody else")
                .isEmpty();
    }

    @Test
    void aSagaThatHasEndedAsksNobody() {
        place();
        reply("inventory.OutOfStock.v1", "reserve stock", ",\"shortages\":[]");
        await().until(() -> sent().contains("orders.RejectOrder.v1"));
        reply("orders.OrderRejected.v1", "start", "UNDO", ",\"reason\":\"OUT_OF_STOCK\"");
        await().until(() -> phase().equals("COMPENSATED"));
        SERVICES.forget();
        assertThat(ok(get("/v1/sagas/" + checkout)).at("/hops").size()).isZero();
        assertThat(SERVICES.questions()).isEmpty();
    }

    @Test
    void sagasThatWaitForTheSameAreOneReason() {
        SERVICES.answers("outbox-relay", RELAY_WORKS);
        SERVICES.answers("inventory-service", NOT_CONSUMED);
        // a saga of another test may wait for something else, and a group of sagas is asked for by one example
        jdbc.update("delete from saga");
        List<UUID> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            checkout = MessageIds.next();
            place();
            waiting.add(checkout);
            jdbc.update("update saga set moved_at = now() - interval '9 hours' where id = ?", checkout);
        }
        passTimeUntil(Duration.ofMinutes(1), () -> phase().equals("RETRYING"));
        JsonNode answer = ok(get("/v1/sagas/reasons"));
        JsonNode reason = answer.at("/reasons")
                .valueStream()
                .filter(each -> each.at("/step").asString().equals("reserve stock")
                        && each.at("/owner").asString("").equals("inventory-service"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(answer.toString()));
        assertThat(reason.at("/count").asLong()).isGreaterThanOrEqualTo(waiting.size());
        // the others may have moved on since
        assertThat(reason.at("/states").toString()).contains("RETRYING");
        assertThat(reason.at("/hop").asString()).isEqualTo("COMMAND_RECEIVED");
        assertThat(reason.at("/sentence").asString()).endsWith("no consumer is assigned.");
        assertThat(reason.at("/example").asString()).hasSize(36);
        assertThat(answer.at("/waiting").asLong()).isGreaterThanOrEqualTo(waiting.size());
    }

    private static String answered(UUID answer) {
        return """
                {"group":"inventory-service",
                 "database":{"schema":"inventory","received":true,"positions":[],"pending":[],
                             "answer":{"id":"%s","type":"inventory.StockReserved.v1","topic":"checkout.replies"}},
                 "consumer":{"partitions":[],"problems":[]}}""".formatted(answer);
    }

    private static String last(JsonNode saga) {
        JsonNode sentences = saga.at("/diagnosis");
        return sentences.get(sentences.size() - 1).asString();
    }

    private static List<String> texts(JsonNode saga, String field) {
        return saga.at("/hops")
                .valueStream()
                .map(hop -> hop.path(field).asString())
                .toList();
    }
}
