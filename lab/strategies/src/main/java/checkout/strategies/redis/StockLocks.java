package checkout.strategies.redis;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.redisson.api.RFencedLock;
import org.redisson.api.RedissonClient;

/** One lock in Redis for each sku. A lock is a lease: it ends after a time, whatever its holder is doing. */
public final class StockLocks {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration MAX_WAIT = Duration.ofMinutes(2);

    private final RedissonClient redis;
    private final String prefix;

    /** @param prefix of the names of the locks */
    public StockLocks(RedissonClient redis, String prefix) {
        this.redis = redis;
        this.prefix = prefix;
    }

    /** Acquires the locks of these skus in the order of the skus, so that no two holders wait for each other. */
    Held acquire(Collection<String> skus) throws InterruptedException {
        Held held = new Held();
        for (String sku : new TreeSet<>(skus)) {
            try {
                held.add(sku);
            } catch (InterruptedException | RuntimeException failed) {
                held.close();
                throw failed;
            }
        }
        return held;
    }

    /** Ends the lease of whoever holds the lock, as Redis does when it has run out. The holder does not notice. */
    public void expire(String sku) {
        lock(sku).forceUnlock();
    }

    /** Deletes what the locks of these skus have left in Redis, the last tokens among it. */
    public void delete(Collection<String> skus) {
        redis.getKeys()
                .delete(skus.stream()
                        .flatMap(sku -> Stream.of(prefix + sku, "redisson_lock_token:{" + prefix + sku + "}"))
                        .toArray(String[]::new));
    }

    private RFencedLock lock(String sku) {
        return redis.getFencedLock(prefix + sku);
    }

    /** Locks that are held by the current thread, and their fencing tokens. */
    final class Held implements AutoCloseable {
        private final SortedMap<String, Long> tokenBySku = new TreeMap<>();

        private void add(String sku) throws InterruptedException {
            Long token = lock(sku).tryLockAndGetToken(MAX_WAIT.toMillis(), LEASE.toMillis(), TimeUnit.MILLISECONDS);
            if (token == null) {
                throw new IllegalStateException(
                        "The lock of an item was not free for %d s".formatted(MAX_WAIT.toSeconds()));
            }
            tokenBySku.put(sku, token);
        }

        SortedMap<String, Long> tokenBySku() {
            return Collections.unmodifiableSortedMap(tokenBySku);
        }

        @Override
        public void close() {
            SortedSet<String> skus = new TreeSet<>(Collections.reverseOrder());
            skus.addAll(tokenBySku.keySet());
            skus.forEach(this::release);
        }

        private void release(String sku) {
            try {
                lock(sku).unlock();
            } catch (IllegalMonitorStateException leaseHasEnded) {
                // and perhaps another holds the lock by now: there is nothing to release
            }
        }
    }
}
