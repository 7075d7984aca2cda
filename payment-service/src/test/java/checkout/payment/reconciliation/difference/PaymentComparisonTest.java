package checkout.payment.reconciliation.difference;

import static checkout.payment.reconciliation.difference.DifferenceKind.AMOUNT_DIFFERS;
import static checkout.payment.reconciliation.difference.DifferenceKind.AUTHORIZED_HERE_ONLY;
import static checkout.payment.reconciliation.difference.DifferenceKind.CAPTURED_HERE_ONLY;
import static checkout.payment.reconciliation.difference.DifferenceKind.CAPTURED_THERE_ONLY;
import static checkout.payment.reconciliation.difference.DifferenceKind.CHARGED_TWICE;
import static checkout.payment.reconciliation.difference.DifferenceKind.CHARGED_WITHOUT_PAYMENT;
import static checkout.payment.reconciliation.difference.DifferenceKind.CURRENCY_DIFFERS;
import static checkout.payment.reconciliation.difference.DifferenceKind.REFUNDED_HERE_ONLY;
import static checkout.payment.reconciliation.difference.DifferenceKind.REFUNDED_THERE_ONLY;
import static checkout.payment.reconciliation.difference.DifferenceKind.RELEASE_OVERDUE;
import static checkout.payment.reconciliation.difference.DifferenceKind.VOIDED_HERE_ONLY;
import static checkout.payment.reconciliation.difference.DifferenceKind.VOIDED_THERE_ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.contracts.Money;
import checkout.payment.provider.ProviderAccount;
import checkout.payment.state.PaymentStatus;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** If this fails, a difference is not reported, is given to the wrong owner, or a sound payment is called one. */
class PaymentComparisonTest {
    private static final UUID CHECKOUT = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void agreesOnSoundPayments() {
        assertSame(ours(PaymentStatus.AUTHORIZED, 0), there("AUTHORIZED", 1, 1000, 1000, 0, 0));
        assertSame(ours(PaymentStatus.AUTHORIZED, 300), there("AUTHORIZED", 1, 1000, 700, 0, 300));
        assertSame(ours(PaymentStatus.CAPTURED, 0), there("CAPTURED", 1, 1000, 0, 1000, 0));
        assertSame(ours(PaymentStatus.CAPTURED, 300), there("CAPTURED", 1, 1000, 0, 1000, 300));
        assertSame(ours(PaymentStatus.VOIDED, 0), there("VOIDED", 1, 1000, 0, 0, 1000));
        assertSame(ours(PaymentStatus.EXPIRED, 0), there("VOIDED", 1, 1000, 0, 0, 1000));
        assertSame(ours(PaymentStatus.DECLINED, 0), there("DECLINED", 0, 0, 0, 0, 0));
        assertSame(ours(PaymentStatus.DECLINED, 0), null);
        assertSame(ours(PaymentStatus.VOIDED, 0), null);
        assertSame(tombstone(), there("VOIDED", 0, 0, 0, 0, 0));
        assertSame(wallet(), null);
        assertSame(null, there("VOIDED", 1, 1000, 0, 0, 1000));
    }

    @Test
    void knowsWhatWasRefundedBeforeTheCapture() {
        assertSame(ours(PaymentStatus.CAPTURED, 300), there("CAPTURED", 1, 1000, 0, 700, 300));
        assertSame(ours(PaymentStatus.CAPTURED, 1000), there("CAPTURED", 1, 1000, 0, 0, 1000));
    }

    /** Its capture asks for a new authorization. */
    @Test
    void anExpiredAuthorizationIsNoDifferenceUntilItCountsAsCaptured() {
        assertSame(ours(PaymentStatus.AUTHORIZED, 0), there("EXPIRED", 0, 0, 0, 0, 0));
        assertFound(CAPTURED_HERE_ONLY, ours(PaymentStatus.CAPTURED, 0), there("EXPIRED", 0, 0, 0, 0, 0));
    }

    @Test
    void findsChargesWithoutAPayment() {
        ProviderAccount charged = there("AUTHORIZED", 1, 1000, 1000, 0, 0);
        assertFound(CHARGED_WITHOUT_PAYMENT, null, charged);
        assertFound(CHARGED_WITHOUT_PAYMENT, wallet(), charged);
        assertFound(CHARGED_WITHOUT_PAYMENT, ours(PaymentStatus.DECLINED, 0), charged);
    }

    @Test
    void findsChargesThatWereNotGivenBack() {
        assertFound(VOIDED_HERE_ONLY, ours(PaymentStatus.VOIDED, 0), there("CAPTURED", 1, 1000, 0, 1000, 0));
        assertFound(VOIDED_HERE_ONLY, ours(PaymentStatus.EXPIRED, 0), there("AUTHORIZED", 1, 1000, 1000, 0, 0));
        assertFound(VOIDED_HERE_ONLY, tombstone(), there("AUTHORIZED", 1, 1000, 1000, 0, 0));
    }

    @Test
    void findsASecondChargeUntilItIsGivenBack() {
        assertFound(CHARGED_TWICE, ours(PaymentStatus.CAPTURED, 0), there("AUTHORIZED", 2, 2000, 1000, 1000, 0));
        assertFound(CHARGED_TWICE, ours(PaymentStatus.CAPTURED, 0), there("AUTHORIZED", 2, 2000, 0, 1000, 999));
        assertSame(ours(PaymentStatus.CAPTURED, 0), there("AUTHORIZED", 2, 2000, 0, 1000, 1000));
        assertFound(REFUNDED_THERE_ONLY, ours(PaymentStatus.CAPTURED, 0), there("AUTHORIZED", 2, 2000, 0, 1000, 1001));
    }

    @Test
    void findsCapturesOfOneSide() {
        assertFound(CAPTURED_THERE_ONLY, ours(PaymentStatus.AUTHORIZED, 0), there("CAPTURED", 1, 1000, 0, 1000, 0));
        assertFound(CAPTURED_HERE_ONLY, ours(PaymentStatus.CAPTURED, 0), there("AUTHORIZED", 1, 1000, 1000, 0, 0));
        assertFound(CAPTURED_HERE_ONLY, ours(PaymentStatus.CAPTURED, 300), there("AUTHORIZED", 1, 1000, 700, 0, 300));
        assertFound(CAPTURED_HERE_ONLY, ours(PaymentStatus.CAPTURED, 0), null);
        assertFound(AUTHORIZED_HERE_ONLY, ours(PaymentStatus.AUTHORIZED, 0), null);
        assertFound(AUTHORIZED_HERE_ONLY, ours(PaymentStatus.AUTHORIZED, 0), there("VOIDED", 0, 0, 0, 0, 0));
    }

    @Test
    void findsRefundsOfOneSide() {
        assertFound(REFUNDED_THERE_ONLY, ours(PaymentStatus.CAPTURED, 0), there("CAPTURED", 1, 1000, 0, 1000, 1));
        assertFound(REFUNDED_THERE_ONLY, ours(PaymentStatus.AUTHORIZED, 0), there("AUTHORIZED", 1, 1000, 999, 0, 1));
        assertFound(VOIDED_THERE_ONLY, ours(PaymentStatus.AUTHORIZED, 0), there("VOIDED", 1, 1000, 0, 0, 1000));
        assertFound(REFUNDED_HERE_ONLY, ours(PaymentStatus.CAPTURED, 300), there("CAPTURED", 1, 1000, 0, 1000, 299));
    }

    @Test
    void findsOtherAmountsAndCurrencies() {
        assertFound(AMOUNT_DIFFERS, ours(PaymentStatus.AUTHORIZED, 0), there("AUTHORIZED", 1, 999, 999, 0, 0));
        assertFound(AMOUNT_DIFFERS, ours(PaymentStatus.CAPTURED, 0), there("CAPTURED", 1, 999, 0, 999, 0));
        assertFound(
                CURRENCY_DIFFERS,
                ours(PaymentStatus.CAPTURED, 0),
                new ProviderAccount(CHECKOUT, "CAPTURED", "USD", 1, 1000, 0, 1000, 0));
    }

    @Test
    void reportsIndependentDifferencesBoth() {
        assertThat(PaymentComparison.compare(
                        ours(PaymentStatus.AUTHORIZED, 0), there("CAPTURED", 1, 1000, 0, 1000, 200)))
                .containsExactlyInAnyOrder(CAPTURED_THERE_ONLY, REFUNDED_THERE_ONLY);
    }

    @ParameterizedTest
    @EnumSource(PaymentStatus.class)
    void neverComparesWhatIsUnderWay(PaymentStatus status) {
        ComparedPayment payment = ours(status, 0);
        if (payment.isUnderWay()) {
            assertThatThrownBy(() -> PaymentComparison.compare(payment, null)).hasMessageContaining(status.name());
        } else {
            assertThat(PaymentComparison.compare(payment, null)).hasSizeLessThanOrEqualTo(1);
        }
    }

    /** Even if a refund is owed besides: it will not be paid before. */
    @ParameterizedTest
    @EnumSource(names = {"EXPIRING", "VOIDING"})
    void findsReleasesThatAreOverdue(PaymentStatus status) {
        ComparedPayment overdue =
                new ComparedPayment(CHECKOUT, status, new Money(1000, "EUR"), 0, true, true, true, "1", LONG);
        assertThat(overdue.isUnderWay()).isFalse();
        assertFound(RELEASE_OVERDUE, overdue, there("AUTHORIZED", 1, 1000, 1000, 0, 0));
        assertFound(RELEASE_OVERDUE, overdue, there("CAPTURED", 1, 1000, 0, 1000, 200));
        assertSame(overdue, there("VOIDED", 1, 1000, 0, 0, 1000));
        assertSame(overdue, null);
    }

    @ParameterizedTest
    @EnumSource(DifferenceKind.class)
    void everyKindSaysWhatToDo(DifferenceKind kind) {
        assertThat(kind.whatToDo()).endsWith(".").hasSizeGreaterThan(40);
    }

    private static void assertSame(@Nullable ComparedPayment ours, @Nullable ProviderAccount theirs) {
        assertThat(PaymentComparison.compare(ours, theirs)).isEmpty();
    }

    private static void assertFound(
            DifferenceKind kind, @Nullable ComparedPayment ours, @Nullable ProviderAccount theirs) {
        assertThat(PaymentComparison.compare(ours, theirs)).containsExactly(kind);
    }

    private static ComparedPayment ours(PaymentStatus status, long refunded) {
        return new ComparedPayment(CHECKOUT, status, new Money(1000, "EUR"), refunded, true, false, false, "1", LONG);
    }

    private static ComparedPayment tombstone() {
        return new ComparedPayment(CHECKOUT, PaymentStatus.VOIDED, null, 0, false, false, false, "1", LONG);
    }

    private static ComparedPayment wallet() {
        return new ComparedPayment(
                CHECKOUT, PaymentStatus.CAPTURED, new Money(1000, "EUR"), 0, false, false, false, "1", LONG);
    }

    private static ProviderAccount there(
            String status, int charges, long charged, long capturable, long captured, long refunded) {
        return new ProviderAccount(CHECKOUT, status, "EUR", charges, charged, capturable, captured, refunded);
    }
}
