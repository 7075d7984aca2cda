package checkout.messaging;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A message read from Kafka, its body already the record that the catalogue names for its type. */
public record ReceivedMessage(
        UUID id,
        String type,
        String key,
        @Nullable Correlation correlation,
        @Nullable String traceparent,
        Object body,
        ConsumerRecord<byte[], byte[]> origin) {
    /** The body as it came, for whoever keeps it. */
    public String payload() {
        return new String(origin.value(), StandardCharsets.UTF_8);
    }
}
