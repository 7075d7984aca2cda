package checkout.orchestrator.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.drive.OrchestratorTest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Red here: a return is refunded without being restocked, undone after its refund, or never ends. */
class ReturnJourneyTest extends OrchestratorTest {
    private UUID order = MessageIds.next();

    @BeforeEach
    void requestReturn() {
        order = MessageIds.next();
        send("orders.events", "orders.ReturnRequested.v1", MessageIds.next(), """
                {"returnId":"%s","checkoutId":"%s","lines":[{"sku":"TEA-001","quantity":1}],
                 "refund":{"amount":"9.99","currency":"EUR"}}""".formatted(checkout, order), Map.of());
        await().until(() -> sent().contains("orders.AcceptReturn.v1"));
    }

    @Test
    void refundsThenRestocksAndCompletes() {
        replied("orders.ReturnInProgress.v1", "accept return");
        await().until(() -> sent().contains("payments.RefundPayment.v1"));
        assertThat(payload("payments.RefundPayment.v1")).contains("9.99").contains(order.toString());
        replied("payments.PaymentRefunded.v1", "refund payment");
        await().until(() -> sent().contains("inventory.Restock.v1") && sent().contains("orders.CompleteReturn.v1"));
        replied("orders.ReturnCompleted.v1", "complete return");
        replied("inventory.Restocked.v1", "restock");
        await().until(() -> phase().equals("COMPLETED"));
        assertThat(sent()).endsWith("checkout.ReturnAccepted.v1").doesNotContain("orders.RefuseReturn.v1");
    }

    @Test
    void everyMessageHasTheCheckoutAsItsKey() {
        replied("orders.ReturnInProgress.v1", "accept return");
        await().until(() -> sent().contains("payments.RefundPayment.v1"));
        assertThat(jdbc.queryForList(
                        "select distinct message_key from outbox where saga_id = ?", String.class, checkout))
                .containsExactly(order.toString());
    }

    /** An operator who asks about a return days later must not be told about the partition of another key. */
    @Test
    void itsMessagesAreLookedForByTheirKeyAlsoOnceTheyAreDropped() {
        get("/v1/sagas/" + checkout);
        assertThat(SERVICES.questions()).anyMatch(question -> question.contains("&key=" + order));

        SERVICES.forget();
        dropSentMessages();
        get("/v1/sagas/" + checkout);
        assertThat(SERVICES.questions()).anyMatch(question -> question.contains("&key=" + order));

        // as an earlier version kept it
        SERVICES.forget();
        jdbc.update("update kept_message set message_key = null where saga_id = ?", checkout);
        get("/v1/sagas/" + checkout);
        assertThat(SERVICES.questions())
                .anyMatch(question -> question.contains("/actuator/hops/"))
                .noneMatch(question -> question.contains("&key="));
    }

    /** Its row does not say its key, and the outbox forgets it after some days. */
    @Test
    void anUnreadableReturnCanBeResolvedAlsoOnceItsMessagesAreDropped() {
        jdbc.update("update saga set state = 'broken', data = '' where id = ?", checkout);
        dropSentMessages();
        ok(post(
                "/v1/sagas/%s/resolve".formatted(checkout),
                "{\"outcome\":\"REFUSED\",\"reason\":\"its row is damaged\"}"));
        assertThat(phase()).isEqualTo("RESOLVED");
        assertThat(jdbc.queryForList("select type, message_key from outbox where saga_id = ?", checkout))
                .containsExactly(Map.of("type", "orders.ResolveReturn.v1", "message_key", order.toString()));
    }

    @Test
    void aRefusedRefundRefusesTheReturn() {
        replied("orders.ReturnInProgress.v1", "accept return");
        await().until(() -> sent().contains("payments.RefundPayment.v1"));
        reply(
                "payments.RefundDeclined.v1",
                "refund payment",
                ",\"returnId\":\"%s\",\"detail\":\"no\"".formatted(checkout));
        await().until(() -> sent().contains("orders.RefuseReturn.v1"));
        assertThat(payload("orders.RefuseReturn.v1")).contains("REFUND_DECLINED");
        reply("orders.ReturnWithdrawn.v1", "start", "UNDO", ",\"returnId\":\"%s\"".formatted(checkout));
        await().until(() -> phase().equals("COMPENSATED"));
        assertThat(sent()).endsWith("checkout.ReturnRefused.v1").doesNotContain("inventory.Restock.v1");
    }

    @Test
    void aRefundWithoutAnAnswerIsNeverUndone() {
        replied("orders.ReturnInProgress.v1", "accept return");
        await().until(() -> sent().contains("payments.RefundPayment.v1"));
        passTimeUntil(Duration.ofMinutes(2), () -> phase().equals("STUCK"));
        assertThat(sent()).doesNotContain("orders.RefuseReturn.v1");
        replied("payments.PaymentRefunded.v1", "refund payment");
        await().until(() -> sent().contains("inventory.Restock.v1"));
    }

    @Test
    void aReturnThatOrderServiceDoesNotAnswerIsRefused() {
        passTimeUntil(Duration.ofMinutes(1), () -> sent().contains("orders.RefuseReturn.v1"));
        assertThat(payload("orders.RefuseReturn.v1")).contains("TIMED_OUT");
        assertThat(sent()).doesNotContain("payments.RefundPayment.v1");
    }

    private void replied(String type, String step) {
        reply(type, step, ",\"returnId\":\"%s\"".formatted(checkout));
    }

    private String payload(String type) {
        return jdbc.queryForList(
                        "select payload from outbox where saga_id = ? and type = ?", String.class, checkout, type)
                .getFirst();
    }
}
