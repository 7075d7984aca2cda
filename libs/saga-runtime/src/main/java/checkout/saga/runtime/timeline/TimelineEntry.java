package checkout.saga.runtime.timeline;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One entry of a saga's timeline.
 *
 * @param at when its sender made it
 * @param kind RECEIVED, SENT or ACTED
 * @param note why it changed nothing, if it did not; of a refused action, why it was refused
 * @param traceId the trace that a sent message belongs to
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
        @Nullable String note,
        @Nullable String traceId) {}
