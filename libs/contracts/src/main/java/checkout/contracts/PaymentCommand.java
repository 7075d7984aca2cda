package checkout.contracts;

import java.util.UUID;

/** What the orchestrator asks of payment-service. */
public sealed interface PaymentCommand extends Command {

    record AuthorizePayment(UUID checkoutId, Money amount, PaymentMethod payment) implements PaymentCommand {}

    record VoidPayment(UUID checkoutId) implements PaymentCommand {}

    /** Settles what was authorized; sent once the order is confirmed. */
    record CapturePayment(UUID checkoutId) implements PaymentCommand {}

    /** Gives part of a payment, or all of it, back for a return. All refunds together never exceed the payment. */
    record RefundPayment(UUID checkoutId, UUID returnId, Money amount) implements PaymentCommand {}
}
