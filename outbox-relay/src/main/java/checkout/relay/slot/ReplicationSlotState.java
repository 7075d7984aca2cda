package checkout.relay.slot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the server says of a slot, beside what the relay has noted about it. */
public record ReplicationSlotState(
        boolean exists,
        boolean publicationExists,
        @Nullable String plugin,
        @Nullable String database,
        String ownDatabase,
        boolean active,
        @Nullable Integer readerPid,
        @Nullable String readerRole,
        @Nullable String walStatus,
        @Nullable String invalidation,
        @Nullable String confirmed,
        long lagBytes,
        long retainedBytes,
        boolean confirmedBeyondNoted,
        boolean toldAllNoted,
        boolean anotherServer,
        @Nullable String noted,
        @Nullable Instant notedAt) {

    /** Whether what it held may be gone. */
    boolean isLost() {
        return "lost".equals(walStatus) || invalidation != null;
    }
}
