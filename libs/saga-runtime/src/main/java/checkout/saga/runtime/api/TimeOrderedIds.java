package checkout.saga.runtime.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids that begin with their time (UUIDv7), and those that callers write by hand. */
public final class TimeOrderedIds {
    private static final int TIME_ORDERED = 7;
    private static final int LENGTH = 36;

    private TimeOrderedIds() {}

    /** An id in its full form, or nothing. */
    public static Optional<UUID> read(String id) {
        try {
            return id.length() == LENGTH ? Optional.of(UUID.fromString(id)) : Optional.empty();
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    /** When this was made; null if the id does not tell. */
    public static @Nullable Instant timeOf(UUID id) {
        return id.version() == TIME_ORDERED ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16) : null;
    }

    /** The lowest id of a moment. */
    public static UUID at(Instant moment) {
        return new UUID(moment.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L);
    }
}
