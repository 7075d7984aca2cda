package checkout.saga.runtime.overview;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sources of the relay, as it answers {@code GET /v1/relay}. */
record Relays(List<Source> sources) {
    /**
     * A database whose outbox tables are published.
     *
     * @param problem why it is not published; null if it is
     * @param remedy what the operator should do about it
     * @param replayFrom for a refused slot, the time since which rows may be missing
     * @param lagSeconds the age of the oldest row that is not published; null if it is not known
     * @param quarantined rows that Kafka refused; null if it is not known
     */
    record Source(
            String name,
            String role,
            String state,
            @Nullable String problem,
            @Nullable String remedy,
            @Nullable Instant replayFrom,
            @Nullable Recovery recovery,
            @Nullable LastError lastError,
            @Nullable Slot slot,
            @Nullable Double lagSeconds,
            @Nullable Unpublished oldestUnpublished,
            @Nullable Unknown unknown,
            double eventsPerSecond,
            long published,
            @Nullable Long quarantined) {}

    record Recovery(int attempt, @Nullable Instant nextTry) {}

    record LastError(@Nullable Instant at, @Nullable String what) {}

    record Slot(
            String name,
            boolean exists,
            boolean active,
            @Nullable String walStatus,
            long lagBytes,
            long retainedBytes,
            @Nullable Instant asOf) {}

    record Unpublished(
            @Nullable String schema,
            @Nullable UUID id,
            @Nullable Instant madeAt) {}

    record Unknown(@Nullable Instant since, @Nullable String why) {}
}
