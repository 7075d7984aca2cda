package checkout.messaging.consumer;

import checkout.messaging.Received;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What a Kafka record turned out to be. */
sealed interface Decoded {
    ConsumerRecord<byte[], byte[]> origin();

    UUID id();

    /** A message of a known type. */
    record Legible(ConsumerRecord<byte[], byte[]> origin, Received message) implements Decoded {
        @Override
        public UUID id() {
            return message.id();
        }
    }

    /** A record that no retry will make readable. */
    record Poison(
            ConsumerRecord<byte[], byte[]> origin,
            UUID id,
            String reason,
            @Nullable Throwable cause) implements Decoded {}
}
