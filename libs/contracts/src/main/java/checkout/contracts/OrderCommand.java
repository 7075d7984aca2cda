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
}
