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
     * @param lagSeconds the age of the oldest row that is not published
     * @param quarantined how many rows wait for an operator because Kafka refused them; null while it is not known
     */
    record SourceView(
            String name,
            String role,
            SourceStatus.State state,
            @Nullable String problem,
            @Nullable String remedy,
            @Nullable LastRelayError lastError,
            @Nullable SlotStatus slot,
            double lagSeconds,
            @Nullable Unpublished oldestUnpublished,
            double eventsPerSecond,
            long published,
            @Nullable Long quarantined) {}

    /** The slot as the server describes it. */
    record SlotStatus(
            String name,
            boolean exists,
            boolean active,
            @Nullable String walStatus,
            @Nullable String confirmed,
            long lagBytes,
            long retainedBytes) {}

    /** A row that appears to be committed but not published. */
    record Unpublished(String schema, UUID id, Instant madeAt) {

        double ageSeconds() {
            return Duration.between(madeAt, Instant.now()).toMillis() / 1000.0;
        }
    }
}
