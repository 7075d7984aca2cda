package checkout.order.availability;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews cached quantities: each sku is in one request at a time, whoever wants it, many skus are in one request, and few
 * requests are under way. While inventory-service does not answer, almost none are sent.
 */
final class StockRefresh {
    private static final Logger log = LoggerFactory.getLogger(StockRefresh.class);

    /** Of the query; a server takes 8 KB of request line and headers by default. */
    private static final int MAX_QUERY_LENGTH = 6_000;

    /** As many as inventory-service answers. */
    private static final int MAX_SKUS = 1_000;

    /** For how long a failure says that the next request would probably fail too. */
    private static final long FAILURE_LASTS = TimeUnit.SECONDS.toNanos(5);

    private final AvailabilityCache cache;
    private final Function<Collection<String>, CompletableFuture<Map<String, Integer>>> client;
    private final CircuitBreaker breaker;
    private final AvailabilityMeters meters;
    private final LongSupplier nanos;
    private final int maxRequests;
    private final int maxSkus;

    private final Map<String, Request> bySku = new HashMap<>();
    private final Deque<Request> waiting = new ArrayDeque<>();
    private int sent;
    private volatile @Nullable Long failedAt;

    StockRefresh(
            AvailabilityCache cache,
            Function<Collection<String>, CompletableFuture<Map<String, Integer>>> client,
            CircuitBreaker breaker,
            AvailabilityMeters meters,
            LongSupplier nanos,
            StockClientSettings settings) {
        this.cache = cache;
        this.client = client;
        this.breaker = breaker;
        this.meters = meters;
        this.nanos = nanos;
        this.maxRequests = settings.maxRequests();
        this.maxSkus = settings.maxSkus();
    }

    /** A request that is under way or waits to be sent. */
    private static final class Request {
        private final Set<String> skus = new LinkedHashSet<>();
        private final Set<String> changed = new HashSet<>(0);
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private int length;

        boolean hasRoomFor(String sku) {
            return skus.size() < MAX_SKUS && length + StockClient.lengthInRequest(sku) <= MAX_QUERY_LENGTH;
        }

        void add(String sku) {
            skus.add(sku);
            length += StockClient.lengthInRequest(sku);
        }
    }

    /**
     * What a caller waits for.
     *
     * @param ended completes, never with a failure, when the requests have ended
     * @param collapsed whether all were under way before the caller came
     */
    record Joined(CompletableFuture<Void> ended, boolean collapsed) {}

    /** Has those of the skus renewed that are due. */
    Joined renew(Collection<String> skus) {
        Set<Request> joined = new HashSet<>();
        boolean collapsed = true;
        synchronized (this) {
            for (String sku : skus) {
                Request request = bySku.get(sku);
                // looked at again under the lock: the request that renewed it may have ended in this moment
                if (request == null && cache.isDue(sku) && bySku.size() < maxSkus) {
                    request = waitingRequestFor(sku);
                    request.add(sku);
                    bySku.put(sku, request);
                    collapsed = false;
                }
                if (request != null) {
                    joined.add(request);
                }
            }
        }
        sendWaiting();
        return new Joined(
                CompletableFuture.allOf(
                        joined.stream().map(request -> request.ended).toArray(CompletableFuture[]::new)),
                collapsed);
    }

    /** The stock of the skus has changed: an answer that is on its way may be outdated, and what is cached is renewed. */
    void changed(Collection<String> skus) {
        Set<String> cached = new HashSet<>();
        synchronized (this) {
            for (String sku : skus) {
                Request request = bySku.get(sku);
                if (request != null) {
                    request.changed.add(sku);
                }
                if (cache.markChanged(sku)) {
                    cached.add(sku);
                }
            }
        }
        if (!cached.isEmpty()) {
            renew(cached);
        }
    }

    /** Forgets what is cached; an answer that is on its way is stored, but renewed by the next reader. */
    synchronized int clear(@Nullable String sku) {
        bySku.forEach((each, request) -> {
            if (sku == null || sku.equals(each)) {
                request.changed.add(each);
            }
        });
        return cache.clear(sku);
    }

    /** Whether inventory-service has not answered lately, so that waiting for it is of no use. */
    boolean isFailing() {
        Long failed = failedAt;
        return failed != null && nanos.getAsLong() - failed < FAILURE_LASTS;
    }

    synchronized int requestsUnderWay() {
        return sent;
    }

    private Request waitingRequestFor(String sku) {
        Request last = waiting.peekLast();
        if (last == null || !last.hasRoomFor(sku)) {
            last = new Request();
            waiting.add(last);
        }
        return last;
    }

    private void sendWaiting() {
        for (Request next = takeNext(); next != null; next = takeNext()) {
            send(next);
        }
    }

    private synchronized @Nullable Request takeNext() {
        if (waiting.isEmpty() || sent >= maxRequests) {
            return null;
        }
        sent++;
        return waiting.poll();
    }

    private void send(Request request) {
        if (!breaker.tryAcquirePermission()) {
            meters.notSent();
            end(request, null, 0);
            return;
        }
        long askedAt = nanos.getAsLong();
        CompletableFuture<?> unused = CompletableFuture.completedFuture(request.skus)
                .thenCompose(client)
                .handle((answer, failure) -> {
                    record(failure, askedAt);
                    end(request, failure == null ? answer : null, askedAt);
                    sendWaiting();
                    return answer;
                })
                .exceptionally(bug -> {
                    log.error("Bug: an answer of inventory-service was not handled", bug);
                    return null;
                });
    }

    private void record(@Nullable Throwable failure, long askedAt) {
        long duration = nanos.getAsLong() - askedAt;
        if (failure == null) {
            breaker.onSuccess(duration, TimeUnit.NANOSECONDS);
            meters.renewed();
            if (failedAt != null) {
                failedAt = null;
                log.info("inventory-service answers again; the availability of products is current");
            }
            return;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        breaker.onError(duration, TimeUnit.NANOSECONDS, cause);
        meters.failed();
        if (failedAt == null) {
            log.warn(
                    "inventory-service does not answer ({}); products are listed with what was last known",
                    cause.toString());
        }
        failedAt = nanos.getAsLong();
    }

    private void end(Request request, @Nullable Map<String, Integer> answer, long askedAt) {
        synchronized (this) {
            if (answer != null) {
                cache.store(request.skus, answer, askedAt, request.changed);
            }
            request.skus.forEach(bySku::remove);
            sent--;
        }
        request.ended.complete(null);
        if (answer != null && !request.changed.isEmpty()) {
            renew(request.changed);
        }
    }
}
