package checkout.relay.slot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of a slot according to the server, and what the relay has saved about it. */
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
        @Nullable Boolean failover,
        SavedPosition saved) {

    /**
     * The position that the relay has saved, compared with the slot's.
     *
     * @param position null if none is saved
     * @param savedAt when it was saved
     * @param publishedTo the creation time of the last row that is known to be published; null if none is known
     */
    public record SavedPosition(
            @Nullable String position,
            @Nullable Instant savedAt,
            @Nullable Instant publishedTo,
            boolean confirmedBeyond,
            boolean confirmedAll,
            boolean onAnotherServer) {

        static final SavedPosition NONE = new SavedPosition(null, null, null, false, false, false);
    }

    ReplicationSlotState with(SavedPosition position) {
        return new ReplicationSlotState(
                exists,
                publicationExists,
                plugin,
                database,
                ownDatabase,
                active,
                readerPid,
                readerRole,
                walStatus,
                invalidationReason,
                confirmed,
                lagBytes,
                retainedBytes,
                failover,
                position);
    }

    /** Whether the server may have removed log that the slot still needed. */
    boolean isLost() {
        return "lost".equals(walStatus) || invalidationReason != null;
    }
}
