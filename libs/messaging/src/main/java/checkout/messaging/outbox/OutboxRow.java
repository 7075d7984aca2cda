package checkout.messaging.outbox;

import checkout.messaging.Correlation;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the outbox; {@code headers} is a JSON object of further Kafka headers. */
public record OutboxRow(
        UUID id,
        String topic,
        String key,
        String type,
        @Nullable Correlation correlation,
        @Nullable String traceparent,
        @Nullable String headers,
        String payload) {
    private static final int MAX_BYTES_PER_CHAR = 3;

    /** Fails the transaction of a message that Kafka would refuse; its writer is the one who can do something about it. */
    void requireAtMost(int maxBytes) {
        long chars = (long) key.length() + payload.length() + (headers == null ? 0 : headers.length());
        if (chars * MAX_BYTES_PER_CHAR <= maxBytes) {
            return;
        }
        long bytes = utf8Length(key) + utf8Length(payload) + (headers == null ? 0 : utf8Length(headers));
        if (bytes > maxBytes) {
            throw new MessageTooLargeException(
                    "Message %s of type %s for topic %s has %d bytes; at most %d are sent (checkout.outbox.max-message-bytes). Send less in one message"
                            .formatted(id, type, topic, bytes, maxBytes));
        }
    }

    private static long utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
