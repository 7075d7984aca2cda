package checkout.lab.audit;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.audit.InvariantAudit.Verdict;
import checkout.lab.audit.ProviderComparison.CardPayment;
import checkout.lab.audit.ProviderLedgerReader.ProviderCharge;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Fails if a charge that the provider and the shop disagree about is not found. */
class ProviderComparisonTest {
    private static final String CHARGED_ONCE =
            "the provider charged no card twice, and captured nothing of a rejected order";
    private static final String CHARGED_THE_SAME = "the provider charged exactly what our payments say";
    private static final String CAPTURED_THE_SAME = "the provider captured exactly what our payments say";
    private static final UUID ID = new UUID(0, 1);

    private static final ProviderCharge AUTHORIZED = new ProviderCharge(1, 2000, 2000, 0, 0);
    private static final ProviderCharge CAPTURED = new ProviderCharge(1, 2000, 0, 2000, 0);

    @Test
    void whatAgreesHolds() {
        assertThat(broken(payment("AUTHORIZED", 0), AUTHORIZED)).isEmpty();
        assertThat(broken(payment("CAPTURED", 0), CAPTURED)).isEmpty();
        assertThat(broken(payment("CAPTURED", 500), new ProviderCharge(1, 2000, 0, 2000, 500)))
                .as("a refund after the capture")
                .isEmpty();
        assertThat(broken(payment("CAPTURED", 500), new ProviderCharge(1, 2000, 0, 1500, 500)))
                .as("a refund before the capture")
                .isEmpty();
        assertThat(broken(Map.of(), Map.of(ID, new ProviderCharge(1, 2000, 0, 0, 2000)), Set.of(ID)))
                .as("a rejected order whose charge was voided")
                .isEmpty();
    }

    @Test
    void aSecondChargeIsFoundAtAnyTime() {
        assertThat(underLoad(Map.of(ID, new ProviderCharge(2, 4000, 4000, 0, 0)), Set.of()))
                .containsExactly(CHARGED_ONCE);
    }

    @Test
    void aCaptureOfARejectedOrderIsFoundAtAnyTime() {
        assertThat(underLoad(Map.of(ID, CAPTURED), Set.of(ID))).containsExactly(CHARGED_ONCE);
        assertThat(underLoad(Map.of(ID, CAPTURED), Set.of())).isEmpty();
    }

    @Test
    void moreCapturedThanChargedIsFoundAtAnyTime() {
        assertThat(underLoad(Map.of(ID, new ProviderCharge(1, 2000, 0, 2001, 0)), Set.of()))
                .containsExactly(CHARGED_ONCE);
    }

    @Test
    void aPaymentThatTheProviderDoesNotHaveIsFound() {
        assertThat(broken(Map.of(ID, payment("CAPTURED", 0)), Map.of(), Set.of()))
                .containsExactly(CHARGED_THE_SAME);
    }

    @Test
    void aChargeWithoutAPaymentIsFound() {
        assertThat(broken(Map.of(), Map.of(ID, AUTHORIZED), Set.of(ID))).containsExactly(CHARGED_THE_SAME);
    }

    @Test
    void anotherSumIsFound() {
        assertThat(broken(payment("AUTHORIZED", 0), new ProviderCharge(1, 1999, 1999, 0, 0)))
                .containsExactly(CHARGED_THE_SAME);
        assertThat(broken(payment("CAPTURED", 500), CAPTURED)).containsExactly(CHARGED_THE_SAME);
    }

    @Test
    void aCaptureThatOnlyOneSideHasIsFound() {
        assertThat(broken(payment("CAPTURED", 0), AUTHORIZED)).containsExactly(CAPTURED_THE_SAME);
        assertThat(broken(payment("AUTHORIZED", 0), CAPTURED)).containsExactly(CAPTURED_THE_SAME);
        assertThat(broken(payment("CAPTURED", 0), new ProviderCharge(1, 2000, 1, 1999, 0)))
                .containsExactly(CAPTURED_THE_SAME);
    }

    private static CardPayment payment(String status, long refunded) {
        return new CardPayment(status, 2000, refunded);
    }

    private static List<String> broken(CardPayment payment, ProviderCharge charge) {
        return broken(Map.of(ID, payment), Map.of(ID, charge), Set.of());
    }

    private static List<String> broken(
            Map<UUID, CardPayment> payments, Map<UUID, ProviderCharge> charges, Set<UUID> rejected) {
        return broken(new ProviderComparison(charges, payments, rejected).verdicts(true));
    }

    private static List<String> underLoad(Map<UUID, ProviderCharge> charges, Set<UUID> rejected) {
        return broken(new ProviderComparison(charges, Map.of(), rejected).verdicts(false));
    }

    private static List<String> broken(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> !verdict.holds())
                .map(Verdict::invariant)
                .toList();
    }
}
