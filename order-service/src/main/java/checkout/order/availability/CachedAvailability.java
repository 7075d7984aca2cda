package checkout.order.availability;

import checkout.order.availability.AvailabilityMeters.Read;
import checkout.order.availability.CachedQuantity.Use;
import checkout.order.availability.StockRefresh.Joined;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Answers from the cache. A reader waits only for what is not known well enough, only while inventory-service answers, and no
 * longer than the timeout.
 */
final class CachedAvailability implements StockAvailability {
    private final AvailabilityCache cache;
    private final StockRefresh refresh;
    private final AvailabilityMeters meters;
    private final StockClientSettings settings;
    private final LongSupplier nanos;

    CachedAvailability(
            AvailabilityCache cache,
            StockRefresh refresh,
            AvailabilityMeters meters,
            StockClientSettings settings,
            LongSupplier nanos) {
        this.cache = cache;
        this.refresh = refresh;
        this.meters = meters;
        this.settings = settings;
        this.nanos = nanos;
    }

    @Override
    public Availability of(Collection<String> skus) {
        CacheReading reading = read(skus);
        if (reading.worst() == Use.FRESH) {
            return answer(Read.FRESH, reading);
        }
        boolean waits = reading.worst().compareTo(Use.LAST_KNOWN) >= 0 && !refresh.isFailing();
        Joined renewal = refresh.renew(skus);
        if (!waits) {
            return answer(reading.worst() == Use.NONE ? Read.UNKNOWN : Read.STALE, reading);
        }
        await(renewal);
        CacheReading renewed = read(skus);
        meters.read(renewed.worst() == Use.NONE ? Read.UNKNOWN : Read.WAITED);
        return renewed.afterWaiting(renewal.collapsed());
    }

    private CacheReading read(Collection<String> skus) {
        return CacheReading.of(skus, cache, nanos.getAsLong(), settings);
    }

    private Availability answer(Read read, CacheReading reading) {
        meters.read(read);
        return reading.fromCache();
    }

    /** Occupies the reader's own thread, which is a virtual one, and no other. */
    private void await(Joined renewal) {
        try {
            renewal.ended().get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillUnderWay) {
            // the answer goes into the cache when it comes; this reader has what is known now
            return;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("A request for stock ends without a failure", impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
