package checkout.saga.runtime.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Converts between ids and the time they begin with (UUIDv7). */
public final class TimeOrderedIds {
    private static final int TIME_ORDERED = 7;

    private TimeOrderedIds() {}

    /** The time an id begins with; null if it is no UUIDv7. */
    public static @Nullable Instant timeOf(UUID id) {
        return id.version() == TIME_ORDERED ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16) : null;
    }

    /** The lowest id of a time. */
    public static UUID at(Instant time) {
        return new UUID(time.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L);
    }
}
