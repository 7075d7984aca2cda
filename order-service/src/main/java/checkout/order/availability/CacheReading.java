package checkout.order.availability;

import checkout.order.availability.Availability.Known;
import checkout.order.availability.CachedQuantity.Use;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the cache has of some skus at one time, and the worst use that any of it is of. */
final class CacheReading {
    private final Map<String, Known> known = new HashMap<>();
    private Use worst = Use.FRESH;
    private long timeToLive = Long.MAX_VALUE;

    private CacheReading() {}

    static CacheReading of(Collection<String> skus, AvailabilityCache cache, long now, StockClientSettings settings) {
        CacheReading reading = new CacheReading();
        for (String sku : skus) {
            CachedQuantity quantity = cache.find(sku);
            Use use = quantity == null ? Use.NONE : quantity.use(now, settings);
            if (quantity != null && use != Use.NONE) {
                reading.known.put(
                        sku,
                        new Known(
                                quantity.available(),
                                Math.toIntExact(quantity.age(now).toSeconds()),
                                use == Use.LAST_KNOWN));
                reading.timeToLive = Math.min(reading.timeToLive, seconds(quantity.timeToLive(now)));
            }
            if (use.compareTo(reading.worst) > 0) {
                reading.worst = use;
            }
        }
        return reading;
    }

    Use worst() {
        return worst;
    }

    /** Answered without inventory-service. */
    Availability fromCache() {
        return switch (worst) {
            case FRESH -> answer("hit", null);
            case REVALIDATED -> answer("hit", "revalidating");
            case LAST_KNOWN -> answer("hit", "inventory-unavailable");
            case NONE -> answer(known.isEmpty() ? null : "hit", "unknown");
        };
    }

    /** Answered after waiting for inventory-service. */
    Availability afterWaiting(boolean collapsed) {
        String forwarded = collapsed ? "fwd=miss; collapsed" : "fwd=miss";
        return switch (worst) {
            case FRESH, REVALIDATED -> answer(forwarded, null);
            case LAST_KNOWN -> answer(forwarded, "inventory-unavailable");
            case NONE -> answer(forwarded, "unknown");
        };
    }

    private Availability answer(@Nullable String how, @Nullable String detail) {
        StringBuilder status = new StringBuilder("availability");
        append(status, "", how);
        append(status, "ttl=", timeToLive == Long.MAX_VALUE ? null : Long.toString(timeToLive));
        append(status, "detail=", detail);
        return new Availability(known, status.toString());
    }

    private static void append(StringBuilder status, String name, @Nullable String value) {
        if (value != null) {
            status.append("; ").append(name).append(value);
        }
    }

    /** Rounded down, so that what is not fresh has a negative time. */
    private static long seconds(Duration duration) {
        return duration.toSeconds();
    }
}
