package checkout.payment.reconciliation.difference;

import checkout.contracts.Money;
import checkout.payment.provider.ProviderAccount;
import checkout.payment.state.PaymentStatus;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares a payment that is not under way with the provider's account of its checkout. What matters is money: an
 * authorization that has expired at the provider is no difference, because its capture asks for a new one, and a second charge
 * that was given back is none any more.
 */
public final class PaymentComparison {
    private static final String EXPIRED = "EXPIRED";

    private PaymentComparison() {}

    /** What differs; empty if the two agree. */
    public static Set<DifferenceKind> compare(@Nullable ComparedPayment ours, @Nullable ProviderAccount theirs) {
        if (ours == null || isFromWallet(ours)) {
            return outstanding(theirs) ? EnumSet.of(DifferenceKind.CHARGED_WITHOUT_PAYMENT) : none();
        }
        return switch (ours.status()) {
            case DECLINED -> outstanding(theirs) ? EnumSet.of(DifferenceKind.CHARGED_WITHOUT_PAYMENT) : none();
            case VOIDED, EXPIRED -> outstanding(theirs) ? EnumSet.of(DifferenceKind.VOIDED_HERE_ONLY) : none();
            case AUTHORIZED, CAPTURED -> standing(ours, theirs);
            case EXPIRING, VOIDING -> released(ours, theirs);
            case REQUESTED, PENDING_CUSTOMER, CANCELLING, REAUTHORIZING, CAPTURING -> throw tooEarly(ours);
        };
    }

    private static Set<DifferenceKind> released(ComparedPayment ours, @Nullable ProviderAccount theirs) {
        if (!ours.releaseOverdue()) {
            throw tooEarly(ours);
        }
        return outstanding(theirs) ? EnumSet.of(DifferenceKind.RELEASE_OVERDUE) : none();
    }

    private static IllegalArgumentException tooEarly(ComparedPayment ours) {
        return new IllegalArgumentException(
                "Payment %s is %s; compare it when that has ended".formatted(ours.checkoutId(), ours.status()));
    }

    private static boolean isFromWallet(ComparedPayment ours) {
        return !ours.byCard() && ours.amount() != null;
    }

    private static Set<DifferenceKind> none() {
        return EnumSet.noneOf(DifferenceKind.class);
    }

    /** Whether the provider holds or has taken money that it has not given back. */
    private static boolean outstanding(@Nullable ProviderAccount theirs) {
        return theirs != null && theirs.charged() > theirs.refunded();
    }

    private static Set<DifferenceKind> standing(ComparedPayment ours, @Nullable ProviderAccount theirs) {
        Money amount = Objects.requireNonNull(ours.amount(), "only a tombstone has no amount, and it is voided");
        if (theirs == null || theirs.charges() < 1) {
            return uncharged(ours, amount, theirs);
        }
        if (!amount.currency().equals(theirs.currency())) {
            return EnumSet.of(DifferenceKind.CURRENCY_DIFFERS);
        }
        Set<DifferenceKind> found = none();
        compareCharges(ours, amount, theirs, found);
        compareCaptures(ours, amount, theirs, found);
        return found;
    }

    private static Set<DifferenceKind> uncharged(ComparedPayment ours, Money amount, @Nullable ProviderAccount theirs) {
        if (ours.status() == PaymentStatus.CAPTURED) {
            return amount.minorUnits() > ours.refunded() ? EnumSet.of(DifferenceKind.CAPTURED_HERE_ONLY) : none();
        }
        boolean expired = theirs != null && EXPIRED.equals(theirs.status());
        return expired ? none() : EnumSet.of(DifferenceKind.AUTHORIZED_HERE_ONLY);
    }

    /** The surplus of a second charge may be given back by a void or a refund, so both sums belong together. */
    private static void compareCharges(
            ComparedPayment ours, Money amount, ProviderAccount theirs, Set<DifferenceKind> found) {
        long surplus = theirs.charges() > 1 ? Math.max(0, theirs.charged() - amount.minorUnits()) : 0;
        long givenBack = theirs.refunded() - ours.refunded();
        if (theirs.charges() == 1 && theirs.charged() != amount.minorUnits()) {
            found.add(DifferenceKind.AMOUNT_DIFFERS);
        }
        if (surplus > 0 && givenBack < surplus) {
            found.add(DifferenceKind.CHARGED_TWICE);
        } else if (givenBack < surplus) {
            found.add(DifferenceKind.REFUNDED_HERE_ONLY);
        } else if (givenBack > surplus) {
            found.add(isVoided(ours, theirs) ? DifferenceKind.VOIDED_THERE_ONLY : DifferenceKind.REFUNDED_THERE_ONLY);
        }
    }

    private static boolean isVoided(ComparedPayment ours, ProviderAccount theirs) {
        return ours.status() == PaymentStatus.AUTHORIZED && theirs.captured() == 0 && !outstanding(theirs);
    }

    /** What is refunded before the capture is not captured, so a captured sum may be smaller than the amount. */
    private static void compareCaptures(
            ComparedPayment ours, Money amount, ProviderAccount theirs, Set<DifferenceKind> found) {
        if (ours.status() == PaymentStatus.AUTHORIZED && theirs.captured() > 0) {
            found.add(DifferenceKind.CAPTURED_THERE_ONLY);
        }
        boolean chargedLess = found.contains(DifferenceKind.AMOUNT_DIFFERS);
        long expected = (chargedLess ? theirs.charged() : amount.minorUnits()) - ours.refunded();
        if (ours.status() == PaymentStatus.CAPTURED && theirs.captured() < expected) {
            found.add(DifferenceKind.CAPTURED_HERE_ONLY);
        }
    }
}
