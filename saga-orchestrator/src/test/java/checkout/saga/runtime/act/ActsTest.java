package checkout.saga.runtime.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.drive.OrchestratorTest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: an act does other than its dry run said, acts twice, or claims what did not happen. */
class ActsTest extends OrchestratorTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void aDryRunSaysWhatWouldBeSentAndSendsNothing() {
        stuckPastItsPivot();
        int before = sent().size();
        JsonNode act = created("RETRY", ids(checkout), true);
        assertThat(act.at("/status").asString()).isEqualTo("PLANNED");
        assertThat(act.at("/possible").asInt()).isEqualTo(1);
        assertThat(act.at("/sends/0/type").asString()).isEqualTo("orders.ConfirmOrder.v1");
        JsonNode item = item(act);
        assertThat(item.at("/outcome").asString()).isEqualTo("PLANNED");
        assertThat(item.at("/before").asString()).isEqualTo("STUCK at 'confirm order', attempt 10 of 10");
        assertThat(item.at("/sends/0/attempt").asInt()).isEqualTo(11);
        assertThat(item.at("/sends/0/topic").asString()).isEqualTo("orders.commands");
        assertThat(sent()).hasSize(before);
        assertThat(phase()).isEqualTo("STUCK");
    }

    @Test
    void aRetryIsDoneOnceTheStepIsAnswered() {
        stuckPastItsPivot();
        JsonNode act = created("RETRY", ids(checkout), true);
        ok202(post("/v1/acts/%s/run".formatted(id(act)), "{}"));
        await().until(() -> item(act).at("/outcome").asString().equals("REQUESTED"));
        assertThat(show(act).at("/status").asString()).isEqualTo("RUNNING");

        reply(MessageIds.next(), "orders.OrderConfirmed.v1", "confirm order", "DO", 11, "");

        awaitFinished(act);
        JsonNode item = item(act);
        assertThat(item.at("/outcome").asString()).isEqualTo("DONE");
        assertThat(item.at("/after").asString()).isEqualTo("COMPLETED");
        JsonNode audit = ok(get("/v1/audit?actId=" + id(act))).at("/entries/0");
        assertThat(audit.at("/before").asString()).startsWith("STUCK at");
        assertThat(audit.at("/after").asString()).startsWith("RETRYING at");
        assertThat(audit.at("/outcome").asString()).isEqualTo("DONE");
    }

    @Test
    void aRetryThatIsStuckAgainIsNotConfirmed() {
        stuckPastItsPivot();
        JsonNode act = created("RETRY", ids(checkout), false);
        await().until(() -> item(act).at("/outcome").asString().equals("REQUESTED"));
        passTimeUntil(Duration.ofMinutes(1), () -> phase().equals("STUCK"));
        awaitFinished(act);
        assertThat(item(act).at("/outcome").asString()).isEqualTo("NOT_CONFIRMED");
        assertThat(item(act).at("/detail").asString()).contains("stuck again");
    }

    @Test
    void ofTwoOperatorsOneWinsAndTheOtherIsToldWhoAndWhen() {
        stuckPastItsPivot();
        JsonNode mine = created("RETRY", ids(checkout), true);
        JsonNode theirs = created("RETRY", ids(checkout), true);
        ok202(post("/v1/acts/%s/run".formatted(id(mine)), "{}"));
        await().until(() -> item(mine).at("/outcome").asString().equals("REQUESTED"));

        ok202(post("/v1/acts/%s/run".formatted(id(theirs)), "{}"));

        awaitFinished(theirs);
        JsonNode item = item(theirs);
        assertThat(item.at("/outcome").asString()).isEqualTo("ALREADY_CHANGED");
        assertThat(item.at("/changedBy/who").asString()).isEqualTo("operator");
        assertThat(item.at("/changedBy/action").asString()).isEqualTo("RETRY");
        assertThat(item.at("/changedBy/at").isString()).isTrue();
        assertProblem(post("/v1/acts/%s/run".formatted(id(mine)), "{}"), 409, "operator ran act");
        HttpResponse<String> single = post(
                "/v1/sagas/%s/retry".formatted(checkout),
                "{\"reason\":\"r\",\"movedAt\":\"%s\"}"
                        .formatted(item.at("/movedAt").asString()));
        assertProblem(single, 409, "operator requested RETRY");
        assertThat(single.body())
                .contains("urn:checkout:problem:already-changed")
                .contains("\"who\":\"operator\"");
    }

    /** Whoever acted before another looked has not changed what that one saw. */
    @Test
    void aSagaThatMovedByItselfAfterAnActIsNotPutDownToWhoActedBefore() {
        place();
        passTimeUntil(Duration.ofSeconds(1), this::isBackingOff);
        ok(post("/v1/sagas/%s/retry".formatted(checkout), "{\"reason\":\"it is back\"}"));
        JsonNode theirs = created("CANCEL", ids(checkout), true);
        passTimeUntil(Duration.ofSeconds(1), this::isBackingOff);

        ok202(post("/v1/acts/%s/run".formatted(id(theirs)), "{}"));

        awaitFinished(theirs);
        JsonNode item = item(theirs);
        assertThat(item.at("/outcome").asString()).isEqualTo("ALREADY_CHANGED");
        assertThat(item.at("/changedBy").isNull()).isTrue();
    }

    @Test
    void whatTheSagaRefusesIsRefusedAndAudited() {
        stuckPastItsPivot();
        JsonNode act = created("COMPENSATE", ids(checkout, MessageIds.next()), false);
        awaitFinished(act);
        JsonNode counts = show(act).at("/outcomes");
        assertThat(counts.at("/REFUSED").asInt()).isEqualTo(1);
        assertThat(counts.at("/GONE").asInt()).isEqualTo(1);
        assertThat(show(act).at("/reasons").toString()).contains("only goes forward");
        JsonNode audit = ok(get("/v1/audit?actId=" + id(act))).at("/entries/0");
        assertThat(audit.at("/outcome").asString()).isEqualTo("REFUSED");
        assertThat(audit.at("/before").asString()).startsWith("STUCK at");
        assertThat(audit.at("/after").isNull()).isTrue();
    }

    @Test
    void cancelsAndWaitsForTheUndo() {
        place();
        JsonNode act = created("CANCEL", ids(checkout), false);
        await().until(() -> sent().contains("inventory.ReleaseStock.v1"));
        assertThat(item(act).at("/outcome").asString()).isEqualTo("REQUESTED");
        reply("inventory.StockReleased.v1", "reserve stock", "UNDO", "");
        awaitFinished(act);
        assertThat(item(act).at("/outcome").asString()).isEqualTo("DONE");
    }

    @Test
    void cancelsOneSagaOnce() {
        place();
        String reason = "{\"reason\":\"the customer called\"}";
        assertThat(ok(post("/v1/sagas/%s/cancel".formatted(checkout), reason))
                        .at("/state")
                        .asString())
                .isEqualTo("COMPENSATING");
        assertProblem(post("/v1/sagas/%s/cancel".formatted(checkout), reason), 409, "being undone already");
    }

    @Test
    void whatAnActHasNotComeToIsSkippedWhenItIsStopped() throws SQLException {
        stuckPastItsPivot();
        JsonNode act;
        try (Connection stranger = locking(checkout)) {
            act = created("RETRY", ids(checkout), false);
            ok202(post("/v1/acts/%s/stop".formatted(id(act)), "{}"));
            stranger.rollback();
        }
        awaitFinished(act);
        assertThat(item(act).at("/outcome").asString()).isEqualTo("SKIPPED");
        assertThat(show(act).at("/stoppedBy").asString()).isEqualTo("operator");
        assertThat(phase()).isEqualTo("STUCK");
        assertProblem(post("/v1/acts/%s/stop".formatted(id(act)), "{}"), 409, "does not run");
    }

    @Test
    void retriesAtOnceWhatBacksOff() {
        place();
        passTimeUntil(Duration.ofSeconds(1), this::isBackingOff);
        int attempt = attempt();
        JsonNode retried = ok(post("/v1/sagas/%s/retry".formatted(checkout), "{\"reason\":\"it is back\"}"));
        assertThat(retried.at("/attempt").asInt()).isEqualTo(attempt + 1);
        assertThat(sent().stream().filter("inventory.ReserveStock.v1"::equals)).hasSize(attempt + 1);
    }

    @Test
    void aSagaThatIsLockedByAStrangerIsTriedAgainAndHoldsUpNoOther() throws SQLException {
        stuckPastItsPivot();
        UUID locked = checkout;
        checkout = MessageIds.next();
        place();
        JsonNode act;
        try (Connection stranger = locking(locked)) {
            act = created("RETRY", ids(locked, checkout), false);
            await().until(() -> show(act).at("/outcomes/REFUSED").asInt() == 1);
            assertThat(show(act).at("/outcomes/PENDING").asInt()).isEqualTo(1);
            stranger.rollback();
        }
        await().until(() -> show(act).at("/outcomes/REQUESTED").asInt() == 1);
        checkout = locked;
        reply(MessageIds.next(), "orders.OrderConfirmed.v1", "confirm order", "DO", 11, "");
        awaitFinished(act);
    }

    @Test
    void theSagasOfACustomerAreLookedUpWhereTheOrdersAre() {
        stuckPastItsPivot();
        String filter = "{\"customer\":\"c-1\",\"stuck\":true}";
        assertProblem(post("/v1/acts", body("RETRY", filter, true)), 503, "try again");

        SERVICES.answers("order-service", "{\"sagaIds\":[\"%s\"],\"complete\":true}".formatted(checkout));
        JsonNode act = created("RETRY", filter, true);

        assertThat(act.at("/sagas").asInt()).isEqualTo(1);
        assertThat(act.at("/filter/customer").asString()).isEqualTo("c-1");
        assertThat(item(act).at("/id").asString()).isEqualTo(checkout.toString());
    }

    @Test
    void aSagaThatIsNamedButDoesNotMatchIsLeftAlone() {
        place();
        assertThat(created("RETRY", "{\"ids\":[\"%s\"],\"stuck\":true}".formatted(checkout), true)
                        .at("/sagas")
                        .asInt())
                .isZero();
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        String missing = "{\"action\":\"RETRY\",\"filter\":{},\"reason\":\"r\"}";
        assertProblem(post("/v1/acts", missing), 400, "'filter' must say");
        assertProblem(post("/v1/acts", body("EXPLODE", ids(checkout), true)), 400, "'action' must be one of");
        assertProblem(post("/v1/acts", body("RESOLVE", ids(checkout), true)), 400, "'outcome' must say");
        assertProblem(
                post("/v1/acts", "{\"action\":\"RETRY\",\"filter\":%s}".formatted(ids(checkout))), 400, "'reason'");
        assertProblem(get("/v1/acts/nonsense"), 404, "nonsense");
        assertProblem(get("/v1/acts?colour=red"), 400, "unknown parameter");
        assertProblem(post(VIEWER, "/v1/acts", body("RETRY", ids(checkout), true)), 403, "role");
    }

    /** A stranger who keeps the saga locked until the transaction ends. */
    private Connection locking(UUID saga) throws SQLException {
        Connection stranger = Objects.requireNonNull(jdbc.getDataSource()).getConnection();
        stranger.setAutoCommit(false);
        try (var statement = stranger.createStatement()) {
            statement.execute("select from saga where id = '%s' for update".formatted(saga));
        }
        return stranger;
    }

    private int attempt() {
        Integer attempt =
                jdbc.queryForObject("select coalesce(attempt, 0) from saga where id = ?", Integer.class, checkout);
        return attempt == null ? 0 : attempt;
    }

    private boolean isBackingOff() {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select state like '%BACKING_OFF%' from saga where id = ?", Boolean.class, checkout));
    }

    private static String ids(UUID... ids) {
        return JSON.writeValueAsString(Map.of("ids", ids));
    }

    private static String body(String action, String filter, boolean dryRun) {
        return "{\"action\":\"%s\",\"filter\":%s,\"reason\":\"order-service is back\",\"dryRun\":%s}"
                .formatted(action, filter, dryRun);
    }

    private JsonNode created(String action, String filter, boolean dryRun) {
        HttpResponse<String> answer = post("/v1/acts", body(action, filter, dryRun));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).isPresent();
        return JSON.readTree(answer.body());
    }

    private static void ok202(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static String id(JsonNode act) {
        return act.at("/id").asString();
    }

    private JsonNode show(JsonNode act) {
        return ok(get("/v1/acts/" + id(act)));
    }

    private JsonNode item(JsonNode act) {
        return ok(get("/v1/acts/%s/items".formatted(id(act)))).at("/items/0");
    }

    private void awaitFinished(JsonNode act) {
        await().until(() -> show(act).at("/status").asString().equals("FINISHED"));
    }
}
