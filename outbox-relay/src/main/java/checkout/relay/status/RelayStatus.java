package checkout.relay.status;

import checkout.relay.source.LastRelayError;
import checkout.relay.source.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The state of all sources in this process, as JSON for operators. */
record RelayStatus(List<SourceView> sources) {

    /**
     * The state of a source.
     *
     * @param role leader, standby or none
     * @param state what this process is doing about the source
     * @param problem why the source is not published; null if it is
     * @param remedy what the operator should do about it
     * @param lastError the last error that kept it from being published, even if it is over
     * @param replayFrom for a refused slot, the time since which rows may be missing
     * @param recovery for a source that recovers, how often it has failed and when it is tried again
     * @param lagSeconds the age of the oldest row that is not published; null if it is not known
     * @param unknown why that row is not known; null if it is
     */
    record SourceView(
            String name,
            String role,
            SourceStatus.State state,
            @Nullable String problem,
            @Nullable String remedy,
            @Nullable Instant replayFrom,
            @Nullable RecoveryStatus recovery,
            @Nullable LastRelayError lastError,
            @Nullable SlotStatus slot,
            @Nullable Double lagSeconds,
            @Nullable Unpublished oldestUnpublished,
            @Nullable UnknownStatus unknown,
            double eventsPerSecond,
            long published) {}

    record RecoveryStatus(int attempt, Instant nextTry) {}

    /**
     * Why something is not known.
     *
     * @param since when the database last answered; null if it has not yet
     */
    record UnknownStatus(@Nullable Instant since, String why) {}

    /**
     * The slot as the server describes it.
     *
     * @param failover whether standby servers have a copy of the slot; null before PostgreSQL 17
     * @param asOf when the server described it so
     */
    record SlotStatus(
            String name,
            boolean exists,
            boolean active,
            @Nullable String walStatus,
            @Nullable String confirmed,
            long lagBytes,
            long retainedBytes,
            @Nullable Boolean failover,
            Instant asOf) {}

    /** A row that appears to be committed but not published. */
    record Unpublished(String schema, UUID id, Instant madeAt) {

        double ageSeconds() {
            return Duration.between(madeAt, Instant.now()).toMillis() / 1000.0;
        }
    }
}
