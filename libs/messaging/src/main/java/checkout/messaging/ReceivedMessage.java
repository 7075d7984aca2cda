package checkout.messaging;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A message read from Kafka, with its body decoded into the record that is declared for its type. */
public record ReceivedMessage(
        UUID id,
        String type,
        String key,
        @Nullable Correlation correlation,
        @Nullable String traceparent,
        Object body,
        ConsumerRecord<byte[], byte[]> origin) {
    /** The same message as part of another span. */
    public ReceivedMessage withTraceparent(String other) {
        return new ReceivedMessage(id, type, key, correlation, other, body, origin);
    }

    /** The body as it was received. */
    public String payload() {
        return new String(origin.value(), StandardCharsets.UTF_8);
    }

    /** The body, which must be of this type: the consumer of a topic takes no other messages. */
    public <T> T body(Class<T> expected) {
        if (!expected.isInstance(body)) {
            throw new IllegalArgumentException("%s is not a %s".formatted(type, expected.getSimpleName()));
        }
        return expected.cast(body);
    }
}
