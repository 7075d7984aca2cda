package checkout.lab.network.control;

import checkout.lab.network.fault.NetworkFault;
import java.time.Duration;

/**
 * A fault to inject.
 *
 * @param longest after which the proxy ends it, because whoever ordered it may be gone
 */
record FaultOrder(String link, NetworkFault fault, Duration longest) {

    private static final Duration LIMIT = Duration.ofHours(3);

    FaultOrder {
        if (longest.isNegative() || longest.compareTo(LIMIT) > 0) {
            throw new IllegalArgumentException(
                    "longest is %s; it must be between PT0S and %s".formatted(longest, LIMIT));
        }
    }

    /** The answer: the fault's number. */
    record Injected(long id) {}
}
