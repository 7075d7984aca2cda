package checkout.lab.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Red means: the demo's counts do not add up. */
class DemoCountsTest {

    @Test
    void acceptedIsTheSumOfConfirmedRejectedAndPending() {
        DemoCounts counts = DemoCounts.of(6);
        for (int n = 0; n < 5; n++) {
            counts = counts.accept();
        }
        counts = counts.confirm().confirm().reject("OUT_OF_STOCK").reject("PAYMENT_DECLINED");

        assertThat(counts.pending()).isEqualTo(1);
        assertThat(counts.accepted()).isEqualTo(counts.confirmed() + counts.totalRejected() + counts.pending());
        assertThat(counts.allEnded()).isFalse();
        assertThat(counts.summary(1.25)).isEqualToNormalizingNewlines("""
                        5 accepted in 1.3 s
                          = 2 confirmed
                          + 1 rejected: OUT_OF_STOCK
                          + 1 rejected: PAYMENT_DECLINED
                          + 1 still pending
                        """);
    }

    @Test
    void endsOnlyWhenEveryOrderWasAcceptedAndEnded() {
        assertThat(DemoCounts.of(1).accept().confirm().allEnded()).isTrue();
        assertThat(DemoCounts.of(1).accept().reject("OUT_OF_STOCK").allEnded()).isTrue();
        assertThat(DemoCounts.of(1).refuse("503 Busy").allEnded()).isFalse();
        assertThat(DemoCounts.of(1).refuse("503 Busy").progressLine()).contains("not accepted 1");
        assertThat(DemoCounts.of(1).allEnded()).isFalse();
    }

    @Test
    void tenCartsCoverEveryOutcome() {
        assertThat(IntStream.range(0, 10).mapToObj(DemoCart::number))
                .anyMatch(cart -> cart.payment().containsValue("tok_declined"))
                .anyMatch(cart -> cart.sku().equals("LAST-ONE") && cart.quantity() > 1)
                .anyMatch(cart -> cart.payment().getOrDefault("accountId", "").matches("wallet-0(0[1-9]|10)"))
                .filteredOn(cart ->
                        cart.payment().containsValue("tok_ok") && !cart.sku().equals("LAST-ONE"))
                .hasSize(5);
    }
}
