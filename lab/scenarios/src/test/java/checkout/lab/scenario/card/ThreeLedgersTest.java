package checkout.lab.scenario.card;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.audit.ProviderLedgerReader.ProviderCharge;
import checkout.lab.scenario.card.ThreeLedgers.PaidCheckout;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: a run passes in which a card was charged twice, or for nothing. */
class ThreeLedgersTest {
    private static final ProviderCharge NOTHING = new ProviderCharge(0, 0, 0, 0, 0);
    private static final ProviderCharge CAPTURED = new ProviderCharge(1, 999, 0, 999, 0);
    private static final ProviderCharge VOIDED = new ProviderCharge(1, 999, 0, 0, 999);
    private static final ProviderCharge AUTHORIZED = new ProviderCharge(1, 999, 999, 0, 0);

    @Test
    void allIsWellIfTheLedgersAgree() {
        assertThat(byCard("CONFIRMED", 999, CAPTURED).wrong()).isNull();
        assertThat(byCard("REJECTED TIMED_OUT", 0, VOIDED).wrong()).isNull();
        assertThat(byCard("REJECTED PAYMENT_DECLINED", 0, NOTHING).wrong()).isNull();
        assertThat(byWallet(999, NOTHING).wrong()).isNull();
    }

    @Test
    void aSecondChargeIsWrongEvenIfItWasGivenBack() {
        assertThat(byCard("CONFIRMED", 999, new ProviderCharge(2, 1998, 0, 999, 999))
                        .wrong())
                .contains("charged 2 times");
    }

    @Test
    void aChargeWithoutAConfirmedOrderIsWrong() {
        assertThat(byCard("REJECTED TIMED_OUT", 0, AUTHORIZED).wrong()).isNotNull();
        assertThat(byCard("REJECTED TIMED_OUT", 0, CAPTURED).wrong()).isNotNull();
        assertThat(byWallet(999, AUTHORIZED).wrong()).isNotNull();
    }

    @Test
    void aConfirmedOrderWithoutItsMoneyIsWrong() {
        assertThat(byCard("CONFIRMED", 999, AUTHORIZED).wrong()).isNotNull();
        assertThat(byCard("CONFIRMED", 999, NOTHING).wrong()).isNotNull();
        assertThat(byCard("CONFIRMED", 0, CAPTURED).wrong()).isNotNull();
        assertThat(new PaidCheckout(UUID.randomUUID(), "CONFIRMED", false, 999, true, 999, "", 998, 998, CAPTURED)
                        .wrong())
                .isNotNull();
    }

    @Test
    void whatAnOperatorHasConfirmedIsPaidElsewhere() {
        PaidCheckout byHand = new PaidCheckout(UUID.randomUUID(), "CONFIRMED", true, 999, true, 0, "", 0, 0, NOTHING);
        assertThat(byHand.wrong()).isNull();
    }

    private static PaidCheckout byCard(String outcome, long paid, ProviderCharge charge) {
        return new PaidCheckout(UUID.randomUUID(), outcome, false, 999, true, paid, "", paid, paid, charge);
    }

    private static PaidCheckout byWallet(long paid, ProviderCharge charge) {
        return new PaidCheckout(UUID.randomUUID(), "CONFIRMED", false, 999, false, paid, "", paid, 0, charge);
    }
}
