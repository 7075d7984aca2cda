package checkout.contracts;

import java.util.UUID;

/** What the orchestrator asks of order-service. */
public sealed interface OrderCommand extends Command {

    record ConfirmOrder(UUID checkoutId) implements OrderCommand {}

    record RejectOrder(UUID checkoutId, RejectionReason reason) implements OrderCommand {}

    /**
     * The cancellation of this checkout changed nothing and never will, usually because it came past the pivot. It has no
     * reply. A cancellation that takes effect has no such command either: the order is rejected.
     */
    record RefuseCancel(UUID checkoutId) implements OrderCommand {}

    /** The first step of a return: from here on the return is being refunded. */
    record AcceptReturn(UUID checkoutId, UUID returnId) implements OrderCommand {}

    /** Undoes a return: its items count as not returned. */
    record RefuseReturn(UUID checkoutId, UUID returnId, ReturnRefusalReason reason) implements OrderCommand {}

    /** The refund is paid, so the return ends ACCEPTED. */
    record CompleteReturn(UUID checkoutId, UUID returnId) implements OrderCommand {}

    /**
     * An operator ended the checkout by hand and states its outcome. A pending order takes it, without regard to what its
     * saga has done so far; a rejection has the reason {@link RejectionReason#OPERATOR}. An order that has ended keeps its
     * end. The reply is {@link Reply.OrderConfirmed} or {@link Reply.OrderRejected} if the order has the stated outcome,
     * otherwise {@link Reply.EndedOtherwise}.
     */
    record ResolveOrder(UUID checkoutId, OrderOutcome outcome) implements OrderCommand {}

    /**
     * The same for a return, which is refused with the reason {@link ReturnRefusalReason#OPERATOR}. The reply is {@link
     * Reply.ReturnCompleted} or {@link Reply.ReturnWithdrawn} if the return has the stated outcome, otherwise {@link
     * Reply.EndedOtherwise}.
     */
    record ResolveReturn(UUID checkoutId, UUID returnId, ReturnOutcome outcome) implements OrderCommand {}
}
