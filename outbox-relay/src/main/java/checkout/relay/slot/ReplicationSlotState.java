package checkout.relay.slot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of a slot according to the server, and what the relay has saved about it. */
public record ReplicationSlotState(
        boolean exists,
        Publication publication,
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
     * The publication that names the tables to read.
     *
     * @param id its oid; null if it does not exist
     * @param isEmpty whether it contains no outbox table, or does not exist
     * @param tables the oid of the membership of each outbox table, as a JSON object
     * @param leftOut what it does not publish although it contains the table; null if it publishes everything
     */
    public record Publication(
            @Nullable Long id,
            boolean isEmpty,
            String tables,
            @Nullable LeftOut leftOut) {

        /** A saved publication that every existing one differs from. */
        static final Publication NONE = new Publication(0L, true, "{}", null);
    }

    /**
     * What a publication does not publish because of its options, a row filter or a column list.
     *
     * @param instead what it publishes instead
     * @param correction the statements that make it publish everything
     */
    public record LeftOut(String instead, String correction) {}

    /**
     * The publication that the relay has saved, compared with the present one.
     *
     * @param known whether one is saved
     * @param isNone whether it is saved that there was none, or none that publishes everything
     * @param isPresent whether it is saved as it is now
     * @param isAnother whether the present one was created after the saved one
     * @param lostTables the tables that were taken out of it since, or taken out and added again
     * @param removedTables those of them that still exist and are not in it now
     */
    public record SavedPublication(
            boolean known,
            boolean isNone,
            boolean isPresent,
            boolean isAnother,
            @Nullable String lostTables,
            @Nullable String removedTables) {

        static final SavedPublication NONE = new SavedPublication(false, false, false, false, null, null);
    }

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
            boolean onAnotherServer,
            SavedPublication publication) {

        static final SavedPosition NONE =
                new SavedPosition(null, null, null, false, false, false, SavedPublication.NONE);
    }

    ReplicationSlotState with(SavedPosition position) {
        return new ReplicationSlotState(
                exists,
                publication,
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
