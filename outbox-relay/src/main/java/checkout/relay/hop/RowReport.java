package checkout.relay.hop;

import checkout.relay.source.SourceStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the relay knows about a row of an outbox.
 *
 * @param published where it was published; null if this process has not published it lately
 * @param quarantined whether Kafka has refused it and it waits for an operator
 * @param discarded whether an operator has discarded it from the quarantine, so that it is not published
 */
record RowReport(@Nullable PublishedTo published, boolean quarantined, boolean discarded, List<SourceFacts> sources) {

    record PublishedTo(String topic, int partition, long offset, Instant at) {}

    /**
     * A source as this process sees it.
     *
     * @param problem why it is not published; null if it is
     * @param newest the newest row of the schema that this process has published; null if it has published none
     * @param newestAt when that row was created; as of the last saved position if this process has published none
     * @param slotActive whether anybody reads the slot
     */
    record SourceFacts(
            String name,
            SourceStatus.State state,
            @Nullable String problem,
            @Nullable String remedy,
            @Nullable UUID newest,
            @Nullable Instant newestAt,
            String slot,
            boolean slotActive,
            long lagBytes) {}
}
