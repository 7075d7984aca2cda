package checkout.relay.publish;

import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where in Kafka the latest rows were published, so that somebody who looks for a message need not read a topic. It
 * takes no object for a row, because every published row passes here.
 */
public final class RecentlyPublished {
    private static final int CAPACITY = 1 << 16;

    private final long[] highs = new long[CAPACITY];
    private final long[] lows = new long[CAPACITY];
    private final @Nullable String[] topics = new @Nullable String[CAPACITY];
    private final int[] partitions = new int[CAPACITY];
    private final long[] offsets = new long[CAPACITY];
    private final long[] times = new long[CAPACITY];
    private int next;

    /**
     * Where a row was published.
     *
     * @param atMillis when Kafka acknowledged it
     */
    public record Place(String topic, int partition, long offset, long atMillis) {}

    synchronized void add(UUID id, RecordMetadata place, long nowMillis) {
        highs[next] = id.getMostSignificantBits();
        lows[next] = id.getLeastSignificantBits();
        topics[next] = place.topic();
        partitions[next] = place.partition();
        offsets[next] = place.offset();
        times[next] = nowMillis;
        next = (next + 1) % CAPACITY;
    }

    /** Empty if the row was not published by this process, or a long time ago. */
    public synchronized Optional<Place> find(UUID id) {
        for (int i = 0; i < CAPACITY; i++) {
            int at = (next - 1 - i + CAPACITY) % CAPACITY;
            String topic = topics[at];
            if (topic == null) {
                return Optional.empty();
            }
            if (lows[at] == id.getLeastSignificantBits() && highs[at] == id.getMostSignificantBits()) {
                return Optional.of(new Place(topic, partitions[at], offsets[at], times[at]));
            }
        }
        return Optional.empty();
    }
}
