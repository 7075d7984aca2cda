package checkout.saga.runtime.deadletter;

import checkout.messaging.Correlation;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record that its consumer could not handle.
 *
 * @param topic the topic whose consumer rejected it
 * @param messageId its message id, if it had one
 * @param encoding base64 if the payload is not text
 * @param headers a JSON object of its headers
 */
record DeadLetter(
        UUID id,
        String topic,
        @Nullable Integer partition,
        @Nullable Long offset,
        @Nullable String messageId,
        String key,
        String type,
        @Nullable String group,
        String reason,
        @Nullable String stack,
        String payload,
        @Nullable String encoding,
        String headers,
        @Nullable Correlation correlation,
        @Nullable String traceparent,
        @Nullable Instant receivedAt,
        Status status,
        @Nullable Settlement settlement) {
    static final String NO_TYPE = "unknown";

    enum Status {
        OPEN,
        REDRIVEN,
        DISCARDED
    }

    /**
     * How a dead letter was settled.
     *
     * @param redrivenAs the id of the redriven message
     */
    record Settlement(
            Instant at, String by, String why, @Nullable UUID redrivenAs) {}

    @Nullable
    UUID sagaId() {
        return correlation == null ? null : correlation.sagaId();
    }

    DeadLetterSummary summary() {
        return new DeadLetterSummary(
                id, topic, partition, offset, key, type, group, reason, sagaId(), receivedAt, status, settlement);
    }

    /** What it lacks to be redriven; null if nothing. */
    @Nullable
    String missing() {
        if (type.isBlank() || type.equals(NO_TYPE)) {
            return "it has no type, so no consumer could read it";
        }
        if (key.isBlank()) {
            return "it has no key, so its order among the other messages is not known";
        }
        String removed = RemovedSecrets.at(headers);
        if (removed != null) {
            return "its secrets were removed at %s, because it had been open for longer than checkout.dead-letters.keep-secrets, so it cannot be sent again as it is"
                    .formatted(removed);
        }
        TruncatedBody cut = TruncatedBody.in(headers);
        if (cut != null) {
            return "it contains only a part of a body of %d bytes; the record itself is in %s, partition %s, offset %s, as long as Kafka keeps it (SHA-256 %s)"
                    .formatted(cut.length(), cut.topic(), partition, offset, cut.sha256());
        }
        return payload.isEmpty() ? "it has no body" : null;
    }
}
