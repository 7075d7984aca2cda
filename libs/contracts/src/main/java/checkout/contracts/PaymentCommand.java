package checkout.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the orchestrator asks of payment-service. */
public sealed interface PaymentCommand extends Command {

    /**
     * Holds the amount without taking it.
     *
     * @param holdFor how long the authorization waits for {@link CapturePayment}; then it is voided. Null if it never expires.
     */
    record AuthorizePayment(
            UUID checkoutId,
            Money amount,
            PaymentMethod payment,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Duration holdFor)
            implements PaymentCommand {}

    record VoidPayment(UUID checkoutId) implements PaymentCommand {}

    /** Settles what was authorized. */
    record CapturePayment(UUID checkoutId) implements PaymentCommand {}

    /** Gives part of a payment, or all of it, back for a return. All refunds together never exceed the payment. */
    record RefundPayment(UUID checkoutId, UUID returnId, Money amount) implements PaymentCommand {}
}
