package checkout.saga.runtime.hop;

import checkout.saga.runtime.api.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the relay says about a row of an outbox, as it answers {@code GET /v1/relay/rows/{id}}.
 *
 * @param published where it was published; null if the relay does not know
 * @param quarantined whether Kafka has refused the row, and it waits for an operator
 * @param discarded whether an operator has discarded it from the quarantine
 */
public record RowReport(
        @Nullable PublishedTo published, boolean quarantined, boolean discarded, List<SourceFacts> sources) {

    /** No commit takes fewer bytes of the log. */
    private static final long SHORTEST_COMMIT = 34;

    /** How far the clocks of services usually differ; the relay takes no row for the newest that is further ahead. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    public record PublishedTo(String topic, int partition, long offset, Instant at) {}

    /**
     * A source as the relay sees it.
     *
     * @param problem why it is not published; null if it is
     * @param newest the newest published row of the schema that was asked about
     */
    public record SourceFacts(
            String name,
            String state,
            @Nullable String problem,
            @Nullable String remedy,
            @Nullable UUID newest,
            @Nullable Instant newestAt,
            String slot,
            boolean slotActive,
            long lagBytes) {

        /** Whether a row that is newer, or this one, has been published. */
        boolean hasNewerThan(UUID row) {
            return newest != null && newest.toString().compareTo(row.toString()) >= 0;
        }

        /**
         * Whether a row would have been published by now. Rows are published in the order of their commits: a newer one may come
         * first if clocks differ, or if the transaction took long.
         */
        boolean isPast(UUID row) {
            return hasNewerThan(row) && (hasNothingLeft() || isOlderThanClocksDiffer(row));
        }

        private boolean hasNothingLeft() {
            return slotActive && lagBytes < SHORTEST_COMMIT;
        }

        private boolean isOlderThanClocksDiffer(UUID row) {
            Instant created = TimeOrderedIds.timeOf(row);
            Instant newestCreated = newest == null ? null : TimeOrderedIds.timeOf(newest);
            return created != null && newestCreated != null && newestCreated.isAfter(created.plus(CLOCKS_DIFFER));
        }
    }

    /** Whether the row was refused and not sent since. A replay does not publish it either. */
    boolean isHeldBack() {
        return quarantined || discarded;
    }

    /** The source that a schema belongs to: the one that has published rows of it, or is named like it, or is the only one. */
    Optional<SourceFacts> source(String schema) {
        return sources.stream()
                .filter(each -> each.newest() != null)
                .findFirst()
                .or(() -> sources.stream()
                        .filter(each -> each.name().equals(schema))
                        .findFirst())
                .or(() -> sources.size() == 1 ? Optional.of(sources.getFirst()) : Optional.empty());
    }
}
