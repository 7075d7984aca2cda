package checkout.saga.runtime.drive;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Red here: one saga that cannot be read or decided keeps others from going on, or is itself out of sight. */
class BrokenSagaTest extends OrchestratorTest {
    private static final String BECAUSE = "\"reason\":\"it is broken\"";

    private static final String REASON = "PAYMENT_DECLINED";

    /** No order is rejected for it: the row can be read, but the command that rejects the order cannot be made. */
    private static final String UNKNOWN_REASON = "MOON_IN_THE_WAY";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            data      | {"id":
            data      | null
            data      | {"id":"no id"}
            data      | {"nonsense":true}
            state     | {"saga":"checkout","version":1,"phase":"LEVITATING","pastPivot":false,"steps":[]}
            state     | {"saga":"another","version":1,"phase":"WAITING","pastPivot":false,"steps":[]}
            timetable | []""")
    void aRowThatCannotBeReadIsParkedAndKeepsNoOtherFromItsDeadline(String column, String content) {
        place();
        UUID broken = checkout;
        breakColumn(broken, column, content);
        checkout = MessageIds.next();
        place();
        makeDue(broken);
        passTimeUntil(
                ofSeconds(20),
                () -> sent().stream()
                                .filter("inventory.ReserveStock.v1"::equals)
                                .count()
                        > 1);
        await().until(() -> phaseOf(broken).equals("STUCK"));
        JsonNode detail = ok(get("/v1/sagas/" + broken));
        assertThat(detail.at("/data").isNull()).isTrue();
        assertThat(detail.at("/stuckReason").asString()).contains("cannot be read");
        assertThat(detail.at("/parked").asBoolean()).isTrue();
        assertThat(detail.at("/timeline").size()).isPositive();
        assertThat(String.valueOf(detail.at("/diagnosis"))).contains("repair").contains("resolve");
        assertThat(detail.at("/actions/retry/possible").asBoolean()).isFalse();
        assertThat(detail.at("/actions/resolve/possible").asBoolean()).isTrue();
        assertThat(ok(get("/v1/sagas?stuck=true&q=" + broken)).at("/sagas").size())
                .isEqualTo(1);
        assertThat(anomalies(broken)).isEqualTo(1);
    }

    @Test
    void aParkedSagaIsNotSweptInALoopAndGoesOnOnceItIsRepaired() {
        place();
        String data = jdbc.queryForObject("select data from saga where id = ?", String.class, checkout);
        breakColumn(checkout, "data", "{\"id\":");
        passTimeUntil(ofSeconds(20), () -> phase().equals("STUCK"));
        assertThat(jdbc.queryForObject("select deadline_at > now() from saga where id = ?", Boolean.class, checkout))
                .isTrue();
        passTimeUntil(ofSeconds(70), () -> true);
        assertThat(anomalies(checkout)).as("the same reason is recorded once").isEqualTo(1);
        breakColumn(checkout, "data", data);
        passTimeUntil(ofSeconds(70), () -> phase().equals("RETRYING"));
        assertThat(jdbc.queryForObject("select parked is null from saga where id = ?", Boolean.class, checkout))
                .isTrue();
    }

    @Test
    void aReplyToASagaThatCannotBeReadIsKeptUntilItCan() {
        place();
        String data = jdbc.queryForObject("select data from saga where id = ?", String.class, checkout);
        breakColumn(checkout, "data", "{\"id\":");
        UUID broken = checkout;
        reply("inventory.StockReserved.v1", "reserve stock", "");
        assertThat(phase()).isEqualTo("STUCK");
        assertThat(jdbc.queryForList("select 1 from dead_letter where saga_id = ?", broken))
                .isEmpty();
        breakColumn(broken, "data", data);
        passTimeUntil(ofSeconds(70), () -> sent().contains("payments.AuthorizePayment.v1"));
        assertThat(phase()).isEqualTo("WAITING");
        assertThat(jdbc.queryForList("select 1 from parked_input where saga_id = ?", broken))
                .isEmpty();
    }

    @Test
    void aSagaThatCannotBeDecidedIsParkedAloneAndItsReplyIsKept() {
        declined();
        replaceInState(checkout, REASON, UNKNOWN_REASON);
        reply("inventory.StockReleased.v1", "reserve stock", "UNDO", "");
        assertThat(ok(get("/v1/sagas/" + checkout)).at("/stuckReason").asString())
                .contains("cannot be decided");
        assertThat(sent()).doesNotContain("orders.RejectOrder.v1");
        assertThat(sent()).noneMatch(type -> type.endsWith(".dlt"));
        replaceInState(checkout, UNKNOWN_REASON, REASON);
        passTimeUntil(ofSeconds(61), () -> sent().contains("orders.RejectOrder.v1"));
        assertThat(phase()).isEqualTo("COMPENSATING");
    }

    @Test
    void aSagaThatCannotBeDecidedCanBeEndedByHandAndItsRepliesAreLate() {
        declined();
        replaceInState(checkout, REASON, UNKNOWN_REASON);
        reply("inventory.StockReleased.v1", "reserve stock", "UNDO", "");
        JsonNode resolved = ok(
                post("/v1/sagas/%s/resolve".formatted(checkout), "{\"outcome\":\"REJECTED\",%s}".formatted(BECAUSE)));
        assertThat(resolved.at("/state").asString()).isEqualTo("RESOLVED");
        assertThat(findings("LATE")).isEqualTo(1);
        reply("inventory.StockReleased.v1", "reserve stock", "UNDO", "");
        assertThat(findings("LATE")).isEqualTo(2);
        assertThat(findings("PARKED")).as("before it was resolved").isEqualTo(1);
        assertThat(jdbc.queryForList("select 1 from parked_input where saga_id = ?", checkout))
                .as("nobody would take what is kept for it, and retention would keep the saga for ever")
                .isEmpty();
    }

    private int findings(String kind) {
        return jdbc.queryForObject(
                "select count(*) from finding where saga_id = ? and kind = ?", Integer.class, checkout, kind);
    }

    @ParameterizedTest
    @CsvSource({"undecidable, cannot be decided", "unwritable, timers cannot be fired"})
    void aTimerThatCannotBeFiredKeepsNoOtherFromItsDeadline(String how, String reason) {
        if (how.equals("undecidable")) {
            declined();
            reply("inventory.StockReleased.v1", "reserve stock", "UNDO", "");
            await().until(() -> sent().contains("orders.RejectOrder.v1"));
            replaceInState(checkout, REASON, UNKNOWN_REASON);
        } else {
            settling();
            UnwritableError.refuse(superuser());
            jdbc.update(
                    "update saga set state = replace(replace(state, '\"SENT\"', '\"BACKING_OFF\"'),"
                            + " '\"attempt\":1,\"maxAttempts\":10', '\"attempt\":1,\"maxAttempts\":10,\"lastError\":\"%s\"')"
                                    .formatted(UnwritableError.TEXT)
                            + " where id = ?",
                    checkout);
        }
        UUID broken = checkout;
        passTime(ofSeconds(20));
        checkout = MessageIds.next();
        place();
        passTimeUntil(ofSeconds(20), () -> phase().equals("RETRYING"));
        checkout = broken;
        passTimeUntil(ofSeconds(20), () -> phase().endsWith("STUCK"));
        assertThat(ok(get("/v1/sagas/" + broken)).at("/stuckReason").asString()).contains(reason);
        assertThat(anomalies(broken)).isEqualTo(1);
    }

    @Test
    void aReplyThatReachesAnInstanceWithoutTheVersionIsNotLost() {
        place();
        deployAs(99);
        reply("inventory.StockReserved.v1", "reserve stock", "");
        assertThat(phase()).isEqualTo("STUCK");
        assertThat(ok(get("/v1/stats")).at("/sweeperLagSeconds").asDouble())
                .as("it is due at once, but not here")
                .isLessThan(1);
        deployAs(START_VERSION);
        sweep();
        assertThat(sent()).containsExactly("inventory.ReserveStock.v1", "payments.AuthorizePayment.v1");
        assertThat(phase()).isEqualTo("WAITING");
    }

    @Test
    void aRetryOfAParkedSagaSendsItsCommandAgain() {
        place();
        jdbc.update(
                "update saga set parked = 'by an older version', phase = 'STUCK', stuck_reason = 'parked' where id = ?",
                checkout);
        assertThat(ok(post("/v1/sagas/%s/retry".formatted(checkout), "{%s}".formatted(BECAUSE)))
                        .at("/state")
                        .asString())
                .isEqualTo("RETRYING");
        assertThat(sent()).containsExactly("inventory.ReserveStock.v1", "inventory.ReserveStock.v1");
    }

    @Test
    void keepsFieldsThatANewerVersionHasWritten() {
        place();
        jdbc.update(
                "update saga set state = replace(replace(state, '{\"saga\"', '{\"priority\":{\"high\":true},\"saga\"'),"
                        + " '\"step\":\"reserve stock\"', '\"step\":\"reserve stock\",\"node\":7'),"
                        + " data = replace(data, '{\"id\"', '{\"gift\":\"yes\",\"id\"') where id = ?",
                checkout);
        reply("inventory.StockReserved.v1", "reserve stock", "");
        reply("payments.PaymentAuthorized.v1", "authorize payment", ",\"reference\":\"p-1\"");
        await().until(() -> sent().contains("orders.ConfirmOrder.v1"));
        assertThat(jdbc.queryForObject("select state from saga where id = ?", String.class, checkout))
                .contains("\"priority\":{\"high\":true}")
                .contains("\"node\":7")
                .contains("confirm order");
        assertThat(jdbc.queryForObject("select data from saga where id = ?", String.class, checkout))
                .contains("\"gift\":\"yes\"")
                .doesNotContain(TOKEN);
    }

    @Test
    void forgetsTheCardsTokenOnceThePaymentIsAuthorized() {
        place();
        assertThat(storedData()).contains(TOKEN);
        reply("inventory.StockReserved.v1", "reserve stock", "");
        await().until(() -> sent().contains("payments.AuthorizePayment.v1"));
        assertThat(storedData()).contains(TOKEN);
        reply("payments.PaymentAuthorized.v1", "authorize payment", ",\"reference\":\"p-1\"");
        await().until(() -> sent().contains("orders.ConfirmOrder.v1"));
        assertThat(storedData()).doesNotContain(TOKEN).contains("19.98");
    }

    @Test
    void forgetsTheCardsTokenOfACheckoutThatEndsBeforeItsPayment() {
        place();
        reply("inventory.OutOfStock.v1", "reserve stock", ",\"shortages\":[]");
        await().until(() -> sent().contains("orders.RejectOrder.v1"));
        reply("orders.OrderRejected.v1", "start", "UNDO", ",\"reason\":\"OUT_OF_STOCK\"");
        await().until(() -> phase().equals("COMPENSATED"));
        assertThat(storedData()).doesNotContain(TOKEN);
    }

    private String storedData() {
        return jdbc.queryForObject("select data from saga where id = ?", String.class, checkout);
    }

    @Test
    void oneBrokenSagaDoesNotSpoilABulkAction() {
        stuckPastItsPivot();
        UUID healthy = checkout;
        checkout = MessageIds.next();
        stuckPastItsPivot();
        breakColumn(checkout, "data", "{\"id\":");
        JsonNode outcome = ok(post(
                "/v1/sagas/bulk",
                "{\"filter\":{\"ids\":[\"%s\",\"%s\"]},\"action\":\"retry\",%s}"
                        .formatted(checkout, healthy, BECAUSE)));
        assertThat(outcome.at("/done").asInt()).isEqualTo(1);
        assertThat(String.valueOf(outcome.at("/results"))).contains("cannot be read");
        assertThat(phaseOf(healthy)).isEqualTo("RETRYING");
    }

    @Test
    void aMessageThatIsNoInputOfTheSagaDoesNotHideIt() {
        place();
        for (String type :
                new String[] {"inventory.StockReserved.v1", "checkout.CheckoutConfirmed.v1", "nobody.Knows.v1"}) {
            jdbc.update(
                    "insert into inbox (id, type, message_key, saga_id, step, action, attempt, payload)"
                            + " values (?, ?, ?, ?, 'reserve stock', 'JUMP', 1, ?)",
                    MessageIds.next(),
                    type,
                    checkout.toString(),
                    checkout,
                    "{\"checkoutId\":\"%s\"}".formatted(checkout));
        }
        assertThat(ok(get("/v1/sagas/" + checkout)).at("/timeline").size()).isEqualTo(5);
    }

    private void breakColumn(UUID saga, String column, String content) {
        jdbc.update("update saga set %s = ? where id = ?".formatted(column), content, saga);
    }

    /** The payment was declined, and the stock is to be released. */
    private void declined() {
        place();
        reply("inventory.StockReserved.v1", "reserve stock", "");
        await().until(() -> sent().contains("payments.AuthorizePayment.v1"));
        reply("payments.PaymentDeclined.v1", "authorize payment", ",\"detail\":\"no\"");
        await().until(() -> sent().contains("inventory.ReleaseStock.v1"));
    }

    private void replaceInState(UUID saga, String text, String replacement) {
        int changed = jdbc.update(
                "update saga set state = replace(state, ?, ?) where id = ? and strpos(state, ?) > 0",
                text,
                replacement,
                saga,
                text);
        assertThat(changed).isEqualTo(1);
    }

    private void makeDue(UUID saga) {
        jdbc.update("update saga set deadline_at = now() - interval '1 hour' where id = ?", saga);
    }

    private String phaseOf(UUID saga) {
        return jdbc.queryForObject("select phase from saga where id = ?", String.class, saga);
    }

    private int anomalies(UUID saga) {
        return jdbc.queryForObject("select count(*) from finding where saga_id = ?", Integer.class, saga);
    }
}
