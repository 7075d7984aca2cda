package checkout.contracts;

import java.util.List;
import java.util.UUID;

/** What the orchestrator asks of a participant. Each is answered by a {@link Reply}, however often it is sent. */
public sealed interface Command {
    UUID checkoutId();

    record ReserveStock(UUID checkoutId, List<OrderLine> lines) implements Command {}

    record ReleaseStock(UUID checkoutId) implements Command {}

    record AuthorizePayment(UUID checkoutId, Money amount, PaymentMethod payment) implements Command {}

    record VoidPayment(UUID checkoutId) implements Command {}

    /** Settles what was authorized; sent once the order is confirmed. */
    record CapturePayment(UUID checkoutId) implements Command {}

    record ConfirmOrder(UUID checkoutId) implements Command {}

    record RejectOrder(UUID checkoutId, RejectionReason reason) implements Command {}
}
