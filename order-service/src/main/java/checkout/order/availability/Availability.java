package checkout.order.availability;

import java.util.Map;
import java.util.OptionalLong;

/**
 * What is available of some skus.
 *
 * @param known by sku; missing is what is unknown
 * @param cacheStatus how the cache came to it, as a {@code Cache-Status} header (RFC 9211)
 */
public record Availability(Map<String, Known> known, String cacheStatus) {
    /**
     * How much of a sku was available.
     *
     * @param ageSeconds ago
     * @param outdated whether it is older than it ever is while inventory-service answers
     */
    public record Known(int quantity, int ageSeconds, boolean outdated) {
        public Known(int quantity, int ageSeconds) {
            this(quantity, ageSeconds, false);
        }
    }

    /** The age of the oldest quantity in seconds; empty if nothing is known. */
    public OptionalLong ageSeconds() {
        return known.values().stream().mapToLong(Known::ageSeconds).max();
    }
}
