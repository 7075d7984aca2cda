package checkout.order.availability;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The last known quantities of a bounded number of skus; those that were not read for longest are forgotten first. */
final class AvailabilityCache {
    /** Answers stay fresh for up to this share less than the maximum, so that instances do not all ask at the same time. */
    private static final double JITTER = 0.2;

    private final Cache<String, CachedQuantity> bySku;
    private final StockClientSettings settings;
    private final LongSupplier nanos;
    private final RandomGenerator random;

    AvailabilityCache(StockClientSettings settings, LongSupplier nanos, RandomGenerator random) {
        this.settings = settings;
        this.nanos = nanos;
        this.random = random;
        this.bySku = Caffeine.newBuilder()
                .maximumSize(settings.maxSkus())
                .executor(Runnable::run)
                .build();
    }

    @Nullable
    CachedQuantity find(String sku) {
        return bySku.getIfPresent(sku);
    }

    boolean isDue(String sku) {
        CachedQuantity known = bySku.getIfPresent(sku);
        return known == null || known.isDue(nanos.getAsLong());
    }

    /**
     * Stores an answer of inventory-service, which has none of the skus that it does not mention.
     *
     * @param askedAt when the request was sent
     * @param changed those whose stock has changed since, so that the answer may be outdated
     */
    void store(Collection<String> skus, Map<String, Integer> answer, long askedAt, Collection<String> changed) {
        long freshFor = (long) (settings.maxAge().toNanos() * (1 - JITTER * random.nextDouble()));
        for (String sku : skus) {
            CachedQuantity quantity = new CachedQuantity(answer.getOrDefault(sku, 0), askedAt, freshFor);
            bySku.put(sku, changed.contains(sku) ? quantity.noLongerFresh() : quantity);
        }
    }

    /** The quantity stays as the last known one; false if nothing is known. */
    boolean markChanged(String sku) {
        return bySku.asMap().computeIfPresent(sku, (same, known) -> known.noLongerFresh()) != null;
    }

    int clear(@Nullable String sku) {
        if (sku != null) {
            return bySku.asMap().remove(sku) == null ? 0 : 1;
        }
        int size = size();
        bySku.invalidateAll();
        return size;
    }

    int size() {
        bySku.cleanUp();
        return Math.toIntExact(bySku.estimatedSize());
    }

    /** The first skus in their order. */
    List<String> skus(int limit) {
        return bySku.asMap().keySet().stream().sorted().limit(limit).toList();
    }
}
