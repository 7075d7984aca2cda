package checkout.saga.runtime.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Fails if a start that is sent again runs a saga twice, or does not run one whose first start was dead-lettered. */
class SagaStartedAgainTest extends OrchestratorTest {
    @Test
    void runsASagaOnceHoweverOftenItIsStarted() {
        place();
        List<String> before = sent();
        sendAgain();
        assertThat(sent()).isEqualTo(before);
        reply("inventory.StockReserved.v1", "reserve stock", "");
        await().until(() -> sent().contains("payments.AuthorizePayment.v1"));
        sendAgain();
        reply("payments.PaymentAuthorized.v1", "authorize payment", ",\"reference\":\"p-1\"");
        await().until(() -> sent().contains("orders.ConfirmOrder.v1"));
        reply("orders.OrderConfirmed.v1", "confirm order", "");
        reply("payments.PaymentCaptured.v1", "capture payment", "");
        reply("inventory.StockCommitted.v1", "commit stock", "");
        await().until(() -> phase().equals("COMPLETED"));
        List<String> ended = sent();
        sendAgain();
        assertThat(sent()).isEqualTo(ended);
        assertThat(phase()).isEqualTo("COMPLETED");
    }

    @Test
    void runsASagaWhoseFirstStartWasDeadLettered() {
        UUID first = MessageIds.next();
        send(
                "orders.events",
                "orders.OrderPlaced.v1",
                first,
                "{\"checkoutId\":\"%s\",\"lines\":7}".formatted(checkout),
                Map.of());
        await().until(() ->
                !jdbc.queryForList("select 1 from inbox where id = ?", first).isEmpty());
        assertThat(jdbc.queryForList("select 1 from saga where id = ?", checkout))
                .isEmpty();
        place();
        assertThat(phase()).isEqualTo("WAITING");
    }

    /** A start without the payment and a cancellation come together when the first start is lost; then that one turns up. */
    @Test
    void aSagaThatWasStartedToBeCancelledNeverPays() {
        send("orders.events", "orders.OrderPlaced.v1", MessageIds.next(), """
                {"checkoutId":"%s","customerId":"c-1","lines":[{"sku":"TEA-001","quantity":2}],
                 "total":{"amount":"19.98","currency":"EUR"},"payment":{"method":"wallet","accountId":"not kept"}}""".formatted(checkout), Map.of());
        cancel();
        reply("inventory.StockReserved.v1", "reserve stock", "");
        reply("inventory.StockReleased.v1", "reserve stock", "UNDO", "");
        await().until(() -> sent().contains("orders.RejectOrder.v1"));
        sendAgain();
        reply("orders.OrderRejected.v1", "start", "UNDO", ",\"reason\":\"CANCELLED\"");
        await().until(() -> phase().equals("COMPENSATED"));
        List<String> ended = sent();
        sendAgain();
        assertThat(sent()).isEqualTo(ended).doesNotContain("payments.AuthorizePayment.v1", "orders.RefuseCancel.v1");
        assertThat(phase()).isEqualTo("COMPENSATED");
    }

    /** The message of {@link #place()} with a new id; over when the orchestrator has received it. */
    private void sendAgain() {
        UUID again = MessageIds.next();
        send("orders.events", "orders.OrderPlaced.v1", again, """
                {"checkoutId":"%s","customerId":"c-1","lines":[{"sku":"TEA-001","quantity":2}],
                 "total":{"amount":"19.98","currency":"EUR"},"payment":{"method":"card","token":"tok_ok"}}""".formatted(checkout), Map.of());
        await().until(() ->
                !jdbc.queryForList("select 1 from inbox where id = ?", again).isEmpty());
    }
}
