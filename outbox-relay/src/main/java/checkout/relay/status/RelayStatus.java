package checkout.relay.status;

import checkout.relay.work.LastError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How every source stands in this process. */
record RelayStatus(List<SourceView> sources) {

    /**
     * How a source stands.
     *
     * @param role leader, standby or none
     * @param state what it is doing
     * @param problem why it is not published, if it is not
     * @param remedy what the operator should do about it
     * @param lastError what kept it from being published last, even if that is over
     * @param lagSeconds the age of the oldest row that is not published yet
     */
    record SourceView(
            String name,
            String role,
            String state,
            @Nullable String problem,
            @Nullable String remedy,
            @Nullable LastError lastError,
            @Nullable SlotStatus slot,
            double lagSeconds,
            @Nullable Unpublished oldestUnpublished,
            double eventsPerSecond,
            long published) {}

    /** The slot as the server describes it. */
    record SlotStatus(
            String name,
            boolean exists,
            boolean active,
            @Nullable String walStatus,
            @Nullable String confirmed,
            long lagBytes,
            long retainedBytes) {}

    /** A row that is committed, as far as can be told, and not in Kafka. */
    record Unpublished(String schema, UUID id, Instant madeAt) {

        double ageSeconds() {
            return Duration.between(madeAt, Instant.now()).toMillis() / 1000.0;
        }
    }
}
