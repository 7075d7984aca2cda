package checkout.orchestrator.deadletter;

import checkout.orchestrator.api.Redaction;
import checkout.orchestrator.deadletter.DeadLetter.Settlement;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A dead letter in one line, as it may be shown. */
record DeadLetterSummary(
        UUID id,
        String topic,
        @Nullable Integer partition,
        @Nullable Long offset,
        String key,
        String type,
        @Nullable String group,
        String reason,
        @Nullable UUID sagaId,
        @Nullable Instant receivedAt,
        String status,
        @Nullable Settlement settlement) {
    static DeadLetterSummary of(DeadLetter letter) {
        return new DeadLetterSummary(
                letter.id(),
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.key(),
                letter.type(),
                letter.group(),
                Objects.requireNonNull(Redaction.words(letter.reason(), letter.topic())),
                letter.sagaId(),
                letter.receivedAt(),
                letter.status().name(),
                letter.settlement());
    }
}
