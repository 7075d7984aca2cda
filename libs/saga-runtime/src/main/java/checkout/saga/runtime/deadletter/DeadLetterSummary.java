package checkout.saga.runtime.deadletter;

import checkout.saga.runtime.api.PayloadRedaction;
import checkout.saga.runtime.deadletter.DeadLetter.Settlement;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A dead letter in a list, without secrets. */
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
    static DeadLetterSummary of(ListedDeadLetter letter, PayloadRedaction redaction) {
        return new DeadLetterSummary(
                letter.id(),
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.key(),
                letter.type(),
                letter.group(),
                Objects.requireNonNull(redaction.words(letter.reason(), letter.topic())),
                letter.sagaId(),
                letter.receivedAt(),
                letter.status().name(),
                letter.settlement());
    }
}
