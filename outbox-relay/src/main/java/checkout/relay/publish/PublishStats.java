package checkout.relay.publish;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What of a source Kafka has acknowledged since this process started. */
public final class PublishStats {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder latencyMillis = new LongAdder();
    private final Map<String, UUID> newestBySchema = new ConcurrentHashMap<>();
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    void acknowledged(CapturedRow row) {
        acknowledged.increment();
        latencyMillis.add(Math.max(0, System.currentTimeMillis() - row.createdAtMillis()));
        newestBySchema.merge(row.schema(), row.id(), (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    public long count() {
        return acknowledged.sum();
    }

    /** From the making of a row to its acknowledgement, summed up over all of them. */
    public long latencyMillis() {
        return latencyMillis.sum();
    }

    /** The newest row acknowledged of each schema. */
    public Map<String, UUID> newestBySchema() {
        return Map.copyOf(newestBySchema);
    }

    /** To be called about once a second. */
    public synchronized void sample() {
        long now = System.nanoTime();
        samples.add(new Sample(now, count()));
        while (now - samples.element().atNanos > WINDOW.toNanos()) {
            samples.remove();
        }
    }

    public synchronized double eventsPerSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        return Math.round((last.count - first.count) * 1e10 / (last.atNanos - first.atNanos)) / 10.0;
    }

    private record Sample(long atNanos, long count) {}
}
