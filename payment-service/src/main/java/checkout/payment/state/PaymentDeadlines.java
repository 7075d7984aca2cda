package checkout.payment.state;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a payment ends by itself. The times count from the beginning of the transaction that reads or writes the payment, by
 * the database's clock.
 *
 * @param challengeEndsIn how long the customer may still take to confirm; null if nobody asked
 * @param holdEndsIn how long the authorization is still held if nobody settles it; null for as long as it takes
 * @param holdFor how long it is held in all, as the command said
 */
public record PaymentDeadlines(
        @Nullable Duration challengeEndsIn,
        @Nullable Duration holdEndsIn,
        @Nullable Duration holdFor) {
    public static final PaymentDeadlines NONE = new PaymentDeadlines(null, null, null);

    public static PaymentDeadlines heldFor(@Nullable Duration holdFor) {
        return holdFor == null ? NONE : new PaymentDeadlines(null, holdFor, holdFor);
    }

    PaymentDeadlines challengeEndsIn(Duration time) {
        return new PaymentDeadlines(time, holdEndsIn, holdFor);
    }

    /** The authorization is held for the whole time again. */
    PaymentDeadlines holdBeginsAgain() {
        return new PaymentDeadlines(challengeEndsIn, holdFor, holdFor);
    }

    /** The authorization is held for as long as it takes. */
    PaymentDeadlines holdNeverEnds() {
        return new PaymentDeadlines(challengeEndsIn, null, holdFor);
    }

    /** Whether the customer has had all the time there is. */
    public boolean challengeHasEnded() {
        return challengeEndsIn != null && !challengeEndsIn.isPositive();
    }
}
