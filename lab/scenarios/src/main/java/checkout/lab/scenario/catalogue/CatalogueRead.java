package checkout.lab.scenario.catalogue;

import java.time.Duration;

/**
 * How one read of the catalogue was answered. Times are microseconds since the epoch.
 *
 * @param at when the reader arrived
 * @param latency from the arrival to the response
 * @param status of the response; 0 if there was none
 * @param known how many products were listed with what is available of them
 * @param unknown how many products were listed without
 * @param minAge the lowest age of a quantity in seconds
 * @param maxAge the highest
 */
record CatalogueRead(long at, long latency, int status, int known, int unknown, int minAge, int maxAge) {
    private static final int OK = 200;

    boolean succeeded() {
        return status == OK && known + unknown > 0;
    }

    /** How long after the given time the reader arrived. */
    Duration since(long time) {
        return Duration.ofNanos((at - time) * 1000);
    }

    String description(long time) {
        return "%.1f s later: status %d after %.1f ms, %d quantities known, %d to %d s old, %d unknown"
                .formatted((at - time) / 1e6, status, latency / 1e3, known, minAge, maxAge, unknown);
    }
}
