package checkout.order.webhook.sending;

import java.time.Instant;

/**
 * The database's clock, as read once. Receivers compare its times with their own; the clock of this machine may be minutes off.
 *
 * @param nanos {@link System#nanoTime} when it was read
 */
record DatabaseClock(Instant readAt, long nanos) {
    Instant now() {
        return readAt.plusNanos(System.nanoTime() - nanos);
    }
}
