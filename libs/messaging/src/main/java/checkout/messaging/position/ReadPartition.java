package checkout.messaging.position;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of a partition that it reads: the position that is stored, and the one to be stored. The thread that
 * polls and the thread that writes positions share it.
 */
final class ReadPartition {
    private final @Nullable UUID topicId;
    private final String timeline;
    private volatile long stored;
    private volatile long next;

    /**
     * A partition that is about to be read.
     *
     * @param topicId null if Kafka does not tell it
     * @param timeline the database's, when the position was read
     */
    ReadPartition(@Nullable UUID topicId, String timeline, long stored) {
        this.topicId = topicId;
        this.timeline = timeline;
        this.stored = stored;
        this.next = stored;
    }

    @Nullable
    UUID topicId() {
        return topicId;
    }

    String timeline() {
        return timeline;
    }

    /** The position that was last read from the database or written to it. */
    long stored() {
        return stored;
    }

    long next() {
        return next;
    }

    /** Only the thread that polls the partition calls this. */
    void handled(long next) {
        this.next = Math.max(this.next, next);
    }

    /** Only the thread that writes positions calls this. */
    void stored(long position) {
        this.stored = position;
    }
}
