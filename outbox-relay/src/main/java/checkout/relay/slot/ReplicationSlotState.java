package checkout.relay.slot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of a slot according to the server, and the position that the relay has saved for it. */
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
        @Nullable String invalidationReason,
        @Nullable String confirmed,
        long lagBytes,
        long retainedBytes,
        boolean confirmedBeyondSaved,
        boolean confirmedAllSaved,
        boolean onAnotherServer,
        @Nullable String saved,
        @Nullable Instant savedAt) {

    /** Whether the server may have removed log that the slot still needed. */
    boolean isLost() {
        return "lost".equals(walStatus) || invalidationReason != null;
    }
}
