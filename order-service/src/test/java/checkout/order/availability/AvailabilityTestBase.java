package checkout.order.availability;

import checkout.order.availability.Availability.Known;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The cache with a clock that the test moves, and requests to inventory-service that the test answers. */
abstract class AvailabilityTestBase {
    static final StockClientSettings SETTINGS = settings(100, 2);

    final AtomicLong nanos = new AtomicLong(1);
    final Deque<Asked> asked = new ArrayDeque<>();
    final CircuitBreaker breaker = AvailabilityConfiguration.stockBreaker();
    AvailabilityCache cache = new AvailabilityCache(SETTINGS, nanos::get, new Random(1));
    StockRefresh refresh = refresh(SETTINGS);
    StockAvailability availability = availability(SETTINGS);

    /** A request that is under way. */
    record Asked(List<String> skus, CompletableFuture<Map<String, Integer>> answer) {}

    static StockClientSettings settings(int maxSkus, int maxRequests) {
        return settings(maxSkus, maxRequests, Duration.ofMillis(100));
    }

    static StockClientSettings settings(int maxSkus, int maxRequests, Duration timeout) {
        return new StockClientSettings(
                URI.create("http://127.0.0.1:1"),
                "",
                "",
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                timeout,
                maxSkus,
                maxRequests);
    }

    final void use(StockClientSettings settings) {
        cache = new AvailabilityCache(settings, nanos::get, new Random(1));
        refresh = refresh(settings);
        availability = availability(settings);
    }

    private StockRefresh refresh(StockClientSettings settings) {
        return new StockRefresh(
                cache, this::ask, breaker, new AvailabilityMeters(new SimpleMeterRegistry()), nanos::get, settings);
    }

    private StockAvailability availability(StockClientSettings settings) {
        return new CachedAvailability(
                cache, refresh, new AvailabilityMeters(new SimpleMeterRegistry()), settings, nanos::get);
    }

    private CompletableFuture<Map<String, Integer>> ask(Collection<String> skus) {
        Asked request = new Asked(List.copyOf(skus), new CompletableFuture<>());
        asked.add(request);
        return request.answer();
    }

    final void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Makes the cache know a sku, as of now. */
    final void know(String sku, int available) {
        refresh.renew(List.of(sku));
        asked.removeLast().answer().complete(Map.of(sku, available));
    }

    final void fail() {
        asked.removeFirst().answer().completeExceptionally(new IllegalStateException("no answer"));
    }

    final @Nullable Known read(String sku) {
        return availability.of(List.of(sku)).known().get(sku);
    }
}
