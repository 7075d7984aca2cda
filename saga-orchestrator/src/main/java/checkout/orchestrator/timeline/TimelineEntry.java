package checkout.orchestrator.timeline;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One line of a saga's history.
 *
 * @param at when it was sent by whoever sent it
 * @param kind RECEIVED, SENT or ACTED
 * @param note why it changed nothing, where it did not; of an act that was refused, why
 */
public record TimelineEntry(
        UUID id,
        @Nullable Instant at,
        String kind,
        String type,
        @Nullable String step,
        @Nullable String action,
        @Nullable Integer attempt,
        @Nullable String topic,
        @Nullable JsonNode payload,
        @Nullable String who,
        @Nullable String reason,
        @Nullable String note) {}
