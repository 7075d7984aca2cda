package checkout.relay.publish;

import java.time.Instant;
import java.util.UUID;

/** The creation time inside a UUIDv7: its first 48 bits are milliseconds of the Unix epoch. */
public final class UuidV7 {

    private static final int BITS_AFTER_TIMESTAMP = 16;

    private UuidV7() {}

    public static long createdAtMillis(UUID id) {
        return id.getMostSignificantBits() >>> BITS_AFTER_TIMESTAMP;
    }

    public static Instant createdAt(UUID id) {
        return Instant.ofEpochMilli(createdAtMillis(id));
    }

    /** The lowest id of the millisecond; of a time before 1970, the lowest id of all. */
    public static UUID firstAt(Instant time) {
        return new UUID(millis(time) << BITS_AFTER_TIMESTAMP, 0);
    }

    /** The highest id of the millisecond. */
    public static UUID lastAt(Instant time) {
        return new UUID((millis(time) << BITS_AFTER_TIMESTAMP) | 0xffff, -1);
    }

    /** The later of two ids. */
    public static UUID later(UUID one, UUID other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static long millis(Instant time) {
        return Math.max(0, time.toEpochMilli());
    }
}
