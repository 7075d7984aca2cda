package checkout.messaging.hop;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which message somebody asks about.
 *
 * @param topic where it was sent to
 * @param key its Kafka key, which decides about its partition; null if it is not known any more
 * @param sagaId the saga that expects an answer; null if the message is an answer itself
 */
public record MessageQuestion(
        UUID id,
        String topic,
        @Nullable String key,
        @Nullable UUID sagaId,
        @Nullable String step,
        @Nullable String action,
        @Nullable Integer attempt) {

    /** Asks only whether the message has arrived. */
    public static MessageQuestion ofAnswer(UUID id, String topic, @Nullable String key) {
        return new MessageQuestion(id, topic, key, null, null, null, null);
    }

    boolean expectsAnswer() {
        return sagaId != null && step != null && action != null && attempt != null;
    }
}
