package checkout.payment.refund;

import checkout.contracts.Money;
import checkout.contracts.PaymentCommand.RefundPayment;
import checkout.contracts.Reply;
import checkout.contracts.Reply.PaymentRefunded;
import checkout.contracts.Reply.RefundDeclined;
import checkout.payment.pending.PendingCall;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The refund of a return; its transitions check that they are allowed.
 *
 * @param detail why the refund was declined
 * @param pendingCall the call to the card provider that the refund owes
 */
public record Refund(
        UUID returnId,
        UUID checkoutId,
        RefundStatus status,
        Money amount,
        @Nullable String detail,
        @Nullable PendingCall pendingCall) {

    public static Refund requested(RefundPayment command, PendingCall pendingCall) {
        return of(command, RefundStatus.REQUESTED, null, pendingCall);
    }

    public static Refund refunded(RefundPayment command) {
        return of(command, RefundStatus.REFUNDED, null, null);
    }

    public static Refund declined(RefundPayment command, String detail) {
        return of(command, RefundStatus.DECLINED, detail, null);
    }

    private static Refund of(
            RefundPayment command, RefundStatus status, @Nullable String detail, @Nullable PendingCall pendingCall) {
        return new Refund(command.returnId(), command.checkoutId(), status, command.amount(), detail, pendingCall);
    }

    public Refund refunded() {
        return decided(RefundStatus.REFUNDED, null);
    }

    public Refund declined(String reason) {
        return decided(RefundStatus.DECLINED, reason);
    }

    private Refund decided(RefundStatus to, @Nullable String reason) {
        if (status != RefundStatus.REQUESTED) {
            throw new IllegalStateException("Refund %s is %s and cannot become %s".formatted(returnId, status, to));
        }
        return new Refund(returnId, checkoutId, to, amount, reason, null);
    }

    public Refund with(PendingCall changed) {
        return new Refund(returnId, checkoutId, status, amount, detail, changed);
    }

    /** The call that a requested refund owes. */
    public PendingCall owedCall() {
        return Objects.requireNonNull(pendingCall, "a requested refund owes a call");
    }

    /** The reply that tells the orchestrator of this status. */
    public Reply reply() {
        return switch (status) {
            case REFUNDED -> new PaymentRefunded(checkoutId, returnId);
            case DECLINED -> new RefundDeclined(checkoutId, returnId, String.valueOf(detail));
            case REQUESTED ->
                throw new IllegalStateException(
                        "Refund %s is %s, so there is no reply yet".formatted(returnId, status));
        };
    }
}
