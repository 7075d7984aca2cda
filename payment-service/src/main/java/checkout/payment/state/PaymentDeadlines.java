package checkout.payment.state;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a payment ends by itself. The times count from the beginning of the transaction that reads or writes the payment, by
 * the database's clock.
 *
 * @param challengeEndsIn how long the customer may still take to confirm; null if nobody asked
 * @param holdEndsIn how long the authorization is still held if nobody settles it; null for as long as it takes
 */
public record PaymentDeadlines(
        @Nullable Duration challengeEndsIn, @Nullable Duration holdEndsIn) {
    public static final PaymentDeadlines NONE = new PaymentDeadlines(null, null);

    public static PaymentDeadlines heldFor(@Nullable Duration holdFor) {
        return holdFor == null ? NONE : new PaymentDeadlines(null, holdFor);
    }

    PaymentDeadlines challengeEndsIn(Duration time) {
        return new PaymentDeadlines(time, holdEndsIn);
    }

    /** Whether the customer has had all the time there is. */
    public boolean challengeHasEnded() {
        return challengeEndsIn != null && !challengeEndsIn.isPositive();
    }
}
