package checkout.lab.network.proxy;

import checkout.lab.network.fault.Direction;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The way of one arrival through a link.
 *
 * @param connection the number of the connection
 * @param jitter how much of the jitter it gets, from 0 to 1
 */
record EventTransit(long connection, Direction direction, StreamEvent arrival, double jitter) {

    static EventTransit of(long connection, Direction direction, StreamEvent arrival) {
        return new EventTransit(
                connection, direction, arrival, ThreadLocalRandom.current().nextDouble());
    }

    long nanosOf(Duration jitterAtMost) {
        return (long) (jitter * jitterAtMost.toNanos());
    }
}
