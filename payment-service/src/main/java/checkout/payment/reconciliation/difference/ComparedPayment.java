package checkout.payment.reconciliation.difference;

import checkout.contracts.Money;
import checkout.payment.state.PaymentStatus;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison has to know of a payment of ours.
 *
 * @param amount null for a tombstone: the payment was voided before it was requested
 * @param refunded the sum of the refunds that are requested or paid, in minor units
 * @param byCard false for a payment from a wallet, which is no business of the provider
 * @param refundUnderWay whether the provider is being asked for a refund
 * @param releaseOverdue whether the provider has not given the payment back for so long that it will not do so by itself
 * @param version changes with every change of the payment and its refunds
 * @param unchangedFor how long ago the last change was, by the database's clock
 */
public record ComparedPayment(
        UUID checkoutId,
        PaymentStatus status,
        @Nullable Money amount,
        long refunded,
        boolean byCard,
        boolean refundUnderWay,
        boolean releaseOverdue,
        String version,
        Duration unchangedFor) {

    /**
     * Whether the provider is being called about this payment, so that either side may be ahead of the other. A release that is
     * overdue is not: the saga that asked for it may have ended, and then nobody else would tell an operator.
     */
    public boolean isUnderWay() {
        return !releaseOverdue && isBeingCalledAbout();
    }

    private boolean isBeingCalledAbout() {
        return refundUnderWay
                || switch (status) {
                    case REQUESTED, PENDING_CUSTOMER, CANCELLING, REAUTHORIZING, CAPTURING, EXPIRING, VOIDING -> true;
                    case AUTHORIZED, DECLINED, CAPTURED, EXPIRED, VOIDED -> false;
                };
    }

    /** Whether the provider must know this payment. */
    public boolean holdsMoney() {
        return byCard && (status == PaymentStatus.AUTHORIZED || status == PaymentStatus.CAPTURED);
    }
}
