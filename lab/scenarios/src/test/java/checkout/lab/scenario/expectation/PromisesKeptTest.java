package checkout.lab.scenario.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.expectation.PromisesKept.Standing;
import checkout.lab.scenario.scene.Purchase;
import checkout.lab.scenario.scene.Purchase.Wish;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Red here: a broken promise would be reported as kept. */
class PromisesKeptTest {

    private static final UUID ID = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    @Test
    void anOrderThatIsNotThereIsLost() {
        assertThat(PromisesKept.lost(Map.of(ID, wants(Wish.TO_BUY, false)), Map.of()))
                .singleElement()
                .asString()
                .contains("there is no such order");
    }

    @Test
    void anOrderOrASagaThatHasNotEndedIsLost() {
        var accepted = Map.of(ID, wants(Wish.TO_BUY, false));
        assertThat(PromisesKept.lost(accepted, Map.of(ID, stands("PENDING", null, "WAITING"))))
                .hasSize(1);
        assertThat(PromisesKept.lost(accepted, Map.of(ID, stands("CONFIRMED", null, "STUCK"))))
                .hasSize(1);
        assertThat(PromisesKept.lost(accepted, Map.of(ID, stands("CONFIRMED", null, "COMPLETED"))))
                .isEmpty();
    }

    @Test
    void twoOrdersOfOneCustomerAreFound() {
        var standing = stands("CONFIRMED", null, "COMPLETED");
        assertThat(PromisesKept.twice(Map.of(ID, standing, OTHER, standing))).hasSize(1);
        assertThat(PromisesKept.twice(Map.of(ID, standing))).isEmpty();
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

    private static boolean misfits(Purchase purchase, Standing standing) {
        return !PromisesKept.misfits(Map.of(ID, purchase), Map.of(ID, standing)).isEmpty();
    }

    private static Purchase wants(Wish wish, boolean cancels) {
        return new Purchase(wish, "TEA-001", "{}", cancels);
    }

    private static Standing stands(String status, @Nullable String reason, String phase) {
        return new Standing(status, reason, phase, "customer");
    }
}
