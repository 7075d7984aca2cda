package checkout.lab.scenario.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.context.ShopperPurchase.Kind;
import checkout.lab.scenario.expectation.AcceptedCheckoutsEnded.OrderRow;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Red here: a lost, duplicated or wrong order is not reported. */
class AcceptedCheckoutsEndedTest {

    private static final UUID ID = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);
    private static final long PLACED = 1_000_000;
    private static final long MOVED = 5_000_000;

    @Test
    void reportsAMissingOrder() {
        assertThat(AcceptedCheckoutsEnded.unended(Map.of(ID, purchase(Kind.ORDINARY, false)), Map.of()))
                .singleElement()
                .asString()
                .contains("the order does not exist");
    }

    @Test
    void reportsAnOrderOrSagaThatHasNotEnded() {
        var accepted = Map.of(ID, purchase(Kind.ORDINARY, false));
        assertThat(AcceptedCheckoutsEnded.unended(accepted, Map.of(ID, order("PENDING", null, "WAITING"))))
                .hasSize(1);
        assertThat(AcceptedCheckoutsEnded.unended(accepted, Map.of(ID, order("CONFIRMED", null, "STUCK"))))
                .hasSize(1);
        assertThat(AcceptedCheckoutsEnded.unended(accepted, Map.of(ID, order("CONFIRMED", null, "COMPLETED"))))
                .isEmpty();
    }

    @Test
    void reportsAnOrderThatEndedTooLate() {
        var accepted = Map.of(ID, purchase(Kind.ORDINARY, false));
        var orders = Map.of(ID, order("CONFIRMED", null, "COMPLETED"), OTHER, order("CONFIRMED", null, "COMPLETED"));
        Duration within = Duration.ofSeconds(2);
        assertThat(AcceptedCheckoutsEnded.late(accepted, orders, MOVED - 3_000_000, within))
                .containsExactly(ID + " ended 1.0 s too late");
        assertThat(AcceptedCheckoutsEnded.late(accepted, orders, MOVED - 2_000_000, within))
                .as("since the last fault")
                .isEmpty();
        assertThat(AcceptedCheckoutsEnded.late(accepted, orders, 0, within))
                .as("since it was placed")
                .containsExactly(ID + " ended 2.0 s too late");
    }

    @Test
    void reportsTwoOrdersOfOneCustomer() {
        var order = order("CONFIRMED", null, "COMPLETED");
        assertThat(AcceptedCheckoutsEnded.duplicates(Map.of(ID, order, OTHER, order)))
                .hasSize(1);
        assertThat(AcceptedCheckoutsEnded.duplicates(Map.of(ID, order))).isEmpty();
    }

    @Test
    void aDeclinedCardMustNotBeConfirmed() {
        assertThat(isWrong(purchase(Kind.DECLINED_CARD, false), order("CONFIRMED", null, "COMPLETED")))
                .isTrue();
        assertThat(isWrong(purchase(Kind.DECLINED_CARD, false), order("REJECTED", "PAYMENT_DECLINED", "COMPENSATED")))
                .isFalse();
    }

    @Test
    void onlyACancelledPurchaseMayBeCancelled() {
        var cancelled = order("REJECTED", "CANCELLED", "COMPENSATED");
        assertThat(isWrong(purchase(Kind.ORDINARY, false), cancelled)).isTrue();
        assertThat(isWrong(purchase(Kind.ORDINARY, true), cancelled)).isFalse();
    }

    @Test
    void anAcceptedCardMustNotBeDeclined() {
        assertThat(isWrong(purchase(Kind.ORDINARY, false), order("REJECTED", "PAYMENT_DECLINED", "COMPENSATED")))
                .isTrue();
    }

    private static boolean isWrong(ShopperPurchase purchase, OrderRow order) {
        return !AcceptedCheckoutsEnded.wrongOutcomes(Map.of(ID, purchase), Map.of(ID, order))
                .isEmpty();
    }

    private static ShopperPurchase purchase(Kind kind, boolean cancels) {
        return new ShopperPurchase(kind, "TEA-001", "{}", cancels);
    }

    private static OrderRow order(String status, @Nullable String reason, String phase) {
        return new OrderRow(status, reason, phase, "customer", PLACED, MOVED);
    }
}
