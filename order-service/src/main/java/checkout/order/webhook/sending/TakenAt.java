package checkout.order.webhook.sending;

import java.time.Instant;

/**
 * A time of the database's clock. Receivers compare it with their own, and the clock of this machine may be minutes off.
 *
 * @param nanos of {@link System#nanoTime} at that time
 */
record TakenAt(Instant time, long nanos) {
    /** The time of the database's clock now. */
    Instant now() {
        return time.plusNanos(System.nanoTime() - nanos);
    }
}
