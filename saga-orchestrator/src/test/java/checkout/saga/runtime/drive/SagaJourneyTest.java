package checkout.saga.runtime.drive;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: a saga is lost, moved twice, or sends what its definition does not say. */
class SagaJourneyTest extends OrchestratorTest {
    private static final String REFUSAL = "orders.RefuseCancel.v1";

    @Test
    void drivesACheckoutToItsEnd() {
        place();
        commands("inventory.ReserveStock.v1");
        reply("inventory.StockReserved.v1", "reserve stock", "DO", "");
        commands("inventory.ReserveStock.v1", "payments.AuthorizePayment.v1");
        reply("payments.PaymentAuthorized.v1", "authorize payment", "DO", ",\"reference\":\"p-1\"");
        commands(
                "inventory.ReserveStock.v1",
                "payments.AuthorizePayment.v1",
                "orders.ConfirmOrder.v1",
                "payments.CapturePayment.v1",
                "inventory.CommitStock.v1");
        reply("orders.OrderConfirmed.v1", "confirm order", "DO", "");
        reply("inventory.StockCommitted.v1", "commit stock", "DO", "");
        assertThat(phase()).as("before the payment is captured").isEqualTo("WAITING");
        assertThat(sent()).doesNotContain("checkout.CheckoutConfirmed.v1");
        reply("payments.PaymentCaptured.v1", "capture payment", "DO", "");
        await().until(() -> phase().equals("COMPLETED"));
        assertThat(sent()).endsWith("checkout.CheckoutConfirmed.v1");
        assertThat(jdbc.queryForList("select 1 from saga where id = ? and deadline_at is not null", checkout))
                .isEmpty();
    }

    @Test
    void undoesInReverseWhenPaymentIsRefused() {
        place();
        commands("inventory.ReserveStock.v1");
        reply("inventory.StockReserved.v1", "reserve stock", "DO", "");
        commands("inventory.ReserveStock.v1", "payments.AuthorizePayment.v1");
        reply("payments.PaymentDeclined.v1", "authorize payment", "DO", ",\"detail\":\"no\"");
        await().until(() -> sent().contains("inventory.ReleaseStock.v1"));
        assertThat(sent()).doesNotContain("orders.RejectOrder.v1", "payments.VoidPayment.v1");
        reply("inventory.StockReleased.v1", "reserve stock", "UNDO", "");
        await().until(() -> sent().contains("orders.RejectOrder.v1"));
        reply("orders.OrderRejected.v1", "start", "UNDO", ",\"reason\":\"PAYMENT_DECLINED\"");
        await().until(() -> phase().equals("COMPENSATED"));
        assertThat(jdbc.queryForObject(
                        "select payload from outbox where saga_id = ? and type = 'orders.RejectOrder.v1'",
                        String.class,
                        checkout))
                .contains("PAYMENT_DECLINED");
        assertThat(sent()).endsWith("checkout.CheckoutRejected.v1");
    }

    @Test
    void asksAgainWhenNoAnswerComesAndUndoesTheUnknownStepInTheEnd() {
        place();
        commands("inventory.ReserveStock.v1");
        passTimeUntil(ofSeconds(20), () -> sent().contains("inventory.ReleaseStock.v1"));
        assertThat(sent())
                .containsExactly(
                        "inventory.ReserveStock.v1",
                        "inventory.ReserveStock.v1",
                        "inventory.ReserveStock.v1",
                        "inventory.ReserveStock.v1",
                        "inventory.ReleaseStock.v1");
        assertThat(jdbc.queryForList(
                        "select attempt from outbox where saga_id = ? and type = 'inventory.ReserveStock.v1' order by id",
                        Integer.class,
                        checkout))
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void isStuckInPlainSightWhenItCannotBeConfirmed() {
        stuckPastItsPivot();
        assertThat(phase()).isEqualTo("STUCK");
        assertThat(jdbc.queryForObject("select stuck_reason from saga where id = ?", String.class, checkout))
                .contains("confirm order");
        assertThat(sent()).doesNotContain("payments.VoidPayment.v1", "inventory.ReleaseStock.v1");
    }

    @Test
    void isStuckWhenTheCaptureOfAConfirmedOrderIsRefusedUntilARetrySucceeds() {
        settling();
        reply("orders.OrderConfirmed.v1", "confirm order", "DO", "");
        reply("inventory.StockCommitted.v1", "commit stock", "DO", "");
        reply("payments.CaptureRefused.v1", "capture payment", "DO", ",\"detail\":\"declined (card_expired)\"");
        assertThat(phase()).isEqualTo("STUCK");
        assertThat(jdbc.queryForObject("select stuck_reason from saga where id = ?", String.class, checkout))
                .contains("'capture payment' refused")
                .contains("card_expired");
        assertThat(sent()).doesNotContain("payments.VoidPayment.v1", "inventory.ReleaseStock.v1");
        ok(post("/v1/sagas/%s/retry".formatted(checkout), "{\"reason\":\"the card works again\"}"));
        assertThat(sent().stream().filter(SETTLE::contains))
                .as("only what is stuck is sent again")
                .containsExactly(
                        "orders.ConfirmOrder.v1",
                        "payments.CapturePayment.v1",
                        "inventory.CommitStock.v1",
                        "payments.CapturePayment.v1");
        reply(MessageIds.next(), "payments.PaymentCaptured.v1", "capture payment", "DO", 2, "");
        await().until(() -> phase().equals("COMPLETED"));
        assertThat(sent()).endsWith("checkout.CheckoutConfirmed.v1");
    }

    @Test
    void isStuckWhenTheReservationOfAConfirmedOrderHasExpired() {
        settling();
        reply("orders.OrderConfirmed.v1", "confirm order", "DO", "");
        reply("payments.PaymentCaptured.v1", "capture payment", "DO", "");
        reply("inventory.CommitRefused.v1", "commit stock", "DO", ",\"detail\":\"the reservation has expired\"");
        assertThat(phase()).isEqualTo("STUCK");
        assertThat(jdbc.queryForObject("select stuck_reason from saga where id = ?", String.class, checkout))
                .contains("'commit stock' refused")
                .contains("the reservation has expired");
        assertThat(sent()).doesNotContain("checkout.CheckoutConfirmed.v1", "payments.VoidPayment.v1");
    }

    @Test
    void aCancellationWhileTheCheckoutIsSettledIsRefused() {
        settling();
        cancel();
        assertThat(sent()).containsOnlyOnce(REFUSAL).doesNotContain("payments.VoidPayment.v1");
        assertThat(phase()).isEqualTo("WAITING");
    }

    @Test
    void cancelsBeforeThePivot() {
        place();
        commands("inventory.ReserveStock.v1");
        cancel();
        assertThat(sent()).contains("inventory.ReleaseStock.v1");
        reply("inventory.StockReserved.v1", "reserve stock", "DO", "");
        reply("inventory.StockReleased.v1", "reserve stock", "UNDO", "");
        await().until(() -> sent().contains("orders.RejectOrder.v1"));
        assertThat(sent()).doesNotContain("payments.AuthorizePayment.v1", REFUSAL);
    }

    @Test
    void refusesEachCancellationPastThePivotOnce() {
        stuckPastItsPivot();
        UUID request = cancel();
        assertThat(sent()).containsOnlyOnce(REFUSAL).doesNotContain("inventory.ReleaseStock.v1");
        assertThat(phase()).isEqualTo("STUCK");
        cancel(request);
        cancel();
        assertThat(sent().stream().filter(REFUSAL::equals)).hasSize(2);
        reply("orders.OrderConfirmed.v1", "confirm order", "DO", "");
        await().until(() -> phase().equals("COMPLETED"));
    }

    @Test
    void refusesACancellationAfterTheEnd() {
        stuckPastItsPivot();
        reply("orders.OrderConfirmed.v1", "confirm order", "DO", "");
        await().until(() -> phase().equals("COMPLETED"));
        cancel();
        assertThat(sent()).endsWith("checkout.CheckoutConfirmed.v1", REFUSAL);
    }

    @Test
    void leavesTheAnswerToTheRejectionWhenACancellationComesWhileItIsUndone() {
        place();
        commands("inventory.ReserveStock.v1");
        reply("inventory.OutOfStock.v1", "reserve stock", "DO", ",\"shortages\":[]");
        await().until(() -> sent().contains("orders.RejectOrder.v1"));
        cancel();
        assertThat(sent()).containsExactly("inventory.ReserveStock.v1", "orders.RejectOrder.v1");
    }

    @Test
    void refusesACancellationThatItCannotObey() {
        place();
        deployAs(99);
        cancel();
        assertThat(sent()).containsExactly("inventory.ReserveStock.v1", REFUSAL);
        assertThat(phase()).isEqualTo("STUCK");
    }

    @Test
    void keepsForTheOperatorWhatCannotBe() {
        reply("inventory.StockReserved.v1", "reserve stock", "DO", "");
        await().until(() ->
                jdbc.queryForObject("select count(*) from finding where saga_id = ?", Integer.class, checkout) == 1);
        assertThat(sent()).isEmpty();
    }

    @Test
    void refusesToCancelWhatItNeverHeardOfAndTellsTheOperator() {
        cancel();
        assertThat(sent()).containsExactly(REFUSAL);
        assertThat(jdbc.queryForObject("select count(*) from finding where saga_id = ?", Integer.class, checkout))
                .isEqualTo(1);
    }

    private void commands(String... expected) {
        await().untilAsserted(() -> assertThat(sent()).containsExactly(expected));
    }
}
