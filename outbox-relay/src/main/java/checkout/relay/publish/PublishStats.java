package checkout.relay.publish;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Counts the rows of a source that Kafka has acknowledged since this process started, and their latency. */
public final class PublishStats {

    private static final Duration RATE_WINDOW = Duration.ofSeconds(10);
    /** A shorter time says nothing about a rate. */
    private static final Duration RATE_MINIMUM = Duration.ofSeconds(1);
    /** How far the clocks of services usually differ. A row that is further ahead says nothing about the rows before it. */
    private static final long MAX_AHEAD_MILLIS = Duration.ofMinutes(1).toMillis();

    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder totalLatencyMillis = new LongAdder();
    private final Map<String, UUID> newestBySchema = new ConcurrentHashMap<>();
    private final RecentlyPublished recent = new RecentlyPublished();
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private final LongSupplier nanoTime;

    public PublishStats() {
        this(System::nanoTime);
    }

    PublishStats(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void acknowledged(CommittedOutboxRow row, RecordMetadata place) {
        long now = System.currentTimeMillis();
        acknowledged.increment();
        totalLatencyMillis.add(Math.max(0, now - UuidV7.createdAtMillis(row.id())));
        recent.add(row.id(), place, now);
        if (UuidV7.createdAtMillis(row.id()) <= now + MAX_AHEAD_MILLIS) {
            newestBySchema.merge(row.schema(), row.id(), UuidV7::later);
        }
    }

    /**
     * Another relay may publish from now on, so what this one has published last says nothing about what is unpublished, or
     * about how many rows are published a second.
     */
    public synchronized void leadershipEnded() {
        newestBySchema.clear();
        samples.clear();
    }

    /** Where the latest rows were published. */
    public RecentlyPublished recent() {
        return recent;
    }

    public long published() {
        return acknowledged.sum();
    }

    /** The sum of all rows' times from creation to acknowledgement. */
    public long totalLatencyMillis() {
        return totalLatencyMillis.sum();
    }

    /** The id of the newest row of each schema that was acknowledged since this process leads. */
    public Map<String, UUID> newestBySchema() {
        return Map.copyOf(newestBySchema);
    }

    /** Takes a sample for the rate; must be called about once a second by a relay that leads. */
    public synchronized void sample() {
        removeOld(nanoTime.getAsLong());
        samples.add(new Sample(nanoTime.getAsLong(), published()));
    }

    /**
     * The rows that this process publishes a second, over the last ten seconds or since the last sample if that is older, rounded
     * to one decimal. It is measured up to now, so that it falls while no sample is taken.
     */
    public synchronized double eventsPerSecond() {
        long now = nanoTime.getAsLong();
        removeOld(now);
        Sample first = samples.peekFirst();
        if (first == null || now - first.atNanos < RATE_MINIMUM.toNanos()) {
            return 0;
        }
        return Math.round((published() - first.published) * 1e10 / (now - first.atNanos)) / 10.0;
    }

    /** Without the last sample nothing would be known. */
    private void removeOld(long now) {
        while (samples.size() > 1 && now - samples.element().atNanos > RATE_WINDOW.toNanos()) {
            samples.remove();
        }
    }

    private record Sample(long atNanos, long published) {}
}
