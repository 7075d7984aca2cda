package checkout.lab.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The demo's sums add up, whatever happens to the checkouts. */
class DemoCountsTest {

    @Test
    void acceptedIsConfirmedAndRejectedAndPending() {
        DemoCounts tally = DemoCounts.of(6);
        for (int n = 0; n < 5; n++) {
            tally = tally.accept();
        }
        tally = tally.confirm().confirm().reject("OUT_OF_STOCK").reject("PAYMENT_DECLINED");

        assertThat(tally.pending()).isEqualTo(1);
        assertThat(tally.accepted()).isEqualTo(tally.confirmed() + tally.rejectedInAll() + tally.pending());
        assertThat(tally.allEnded()).isFalse();
        assertThat(tally.summary(1.25)).isEqualToNormalizingNewlines("""
                        5 accepted in 1.3 s
                          = 2 confirmed
                          + 1 rejected: OUT_OF_STOCK
                          + 1 rejected: PAYMENT_DECLINED
                          + 1 pending still
                        """);
    }

    @Test
    void isOverOnlyWhenEveryOrderWasAcceptedAndEnded() {
        assertThat(DemoCounts.of(1).accept().confirm().allEnded()).isTrue();
        assertThat(DemoCounts.of(1).accept().reject("OUT_OF_STOCK").allEnded()).isTrue();
        assertThat(DemoCounts.of(1).refuse("503 Busy").allEnded()).isFalse();
        assertThat(DemoCounts.of(1).refuse("503 Busy").line()).contains("not accepted 1");
        assertThat(DemoCounts.of(1).allEnded()).isFalse();
    }

    @Test
    void tenCustomersShowEveryWayThatACheckoutEnds() {
        assertThat(IntStream.range(0, 10).mapToObj(DemoCart::number))
                .anyMatch(cart -> cart.payment().containsValue("tok_declined"))
                .anyMatch(cart -> cart.sku().equals("LAST-ONE") && cart.quantity() > 1)
                .anyMatch(cart -> cart.payment().getOrDefault("accountId", "").matches("wallet-0(0[1-9]|10)"))
                .filteredOn(cart ->
                        cart.payment().containsValue("tok_ok") && !cart.sku().equals("LAST-ONE"))
                .hasSize(5);
    }
}
