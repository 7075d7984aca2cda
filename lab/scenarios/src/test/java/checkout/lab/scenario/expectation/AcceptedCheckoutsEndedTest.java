package checkout.lab.scenario.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.context.ShopperPurchase.Wish;
import checkout.lab.scenario.expectation.AcceptedCheckoutsEnded.Standing;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Red here: a broken promise would be reported as kept. */
class AcceptedCheckoutsEndedTest {

    private static final UUID ID = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    @Test
    void anOrderThatIsNotThereIsLost() {
        assertThat(AcceptedCheckoutsEnded.lost(Map.of(ID, wants(Wish.TO_BUY, false)), Map.of()))
                .singleElement()
                .asString()
                .contains("there is no such order");
    }

    @Test
    void anOrderOrASagaThatHasNotEndedIsLost() {
        var accepted = Map.of(ID, wants(Wish.TO_BUY, false));
        assertThat(AcceptedCheckoutsEnded.lost(accepted, Map.of(ID, stands("PENDING", null, "WAITING"))))
                .hasSize(1);
        assertThat(AcceptedCheckoutsEnded.lost(accepted, Map.of(ID, stands("CONFIRMED", null, "STUCK"))))
                .hasSize(1);
        assertThat(AcceptedCheckoutsEnded.lost(accepted, Map.of(ID, stands("CONFIRMED", null, "COMPLETED"))))
                .isEmpty();
    }

    @Test
    void twoOrdersOfOneCustomerAreFound() {
        var standing = stands("CONFIRMED", null, "COMPLETED");
        assertThat(AcceptedCheckoutsEnded.twice(Map.of(ID, standing, OTHER, standing)))
                .hasSize(1);
        assertThat(AcceptedCheckoutsEnded.twice(Map.of(ID, standing))).isEmpty();
    }

    @Test
    void aBadCardBuysNothing() {
        assertThat(misfits(wants(Wish.TO_BUY_WITH_A_BAD_CARD, false), stands("CONFIRMED", null, "COMPLETED")))
                .isTrue();
        assertThat(misfits(
                        wants(Wish.TO_BUY_WITH_A_BAD_CARD, false),
                        stands("REJECTED", "PAYMENT_DECLINED", "COMPENSATED")))
                .isFalse();
    }

    @Test
    void onlyWhoCancelsIsCancelled() {
        var cancelled = stands("REJECTED", "CANCELLED", "COMPENSATED");
        assertThat(misfits(wants(Wish.TO_BUY, false), cancelled)).isTrue();
        assertThat(misfits(wants(Wish.TO_BUY, true), cancelled)).isFalse();
    }

    @Test
    void aGoodCardIsNotDeclined() {
        assertThat(misfits(wants(Wish.TO_BUY, false), stands("REJECTED", "PAYMENT_DECLINED", "COMPENSATED")))
                .isTrue();
    }

    private static boolean misfits(ShopperPurchase purchase, Standing standing) {
        return !AcceptedCheckoutsEnded.misfits(Map.of(ID, purchase), Map.of(ID, standing))
                .isEmpty();
    }

    private static ShopperPurchase wants(Wish wish, boolean cancels) {
        return new ShopperPurchase(wish, "TEA-001", "{}", cancels);
    }

    private static Standing stands(String status, @Nullable String reason, String phase) {
        return new Standing(status, reason, phase, "customer");
    }
}
