package checkout.messaging.consumer;

import checkout.messaging.ReceivedMessage;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What a Kafka record turned out to be. */
sealed interface DecodedRecord {
    ConsumerRecord<byte[], byte[]> origin();

    UUID id();

    /** A message of a known type. */
    record ReadableRecord(ConsumerRecord<byte[], byte[]> origin, ReceivedMessage message) implements DecodedRecord {
        @Override
        public UUID id() {
            return message.id();
        }
    }

    /** A record that no retry will make readable. */
    record PoisonRecord(
            ConsumerRecord<byte[], byte[]> origin,
            UUID id,
            String reason,
            @Nullable Throwable cause) implements DecodedRecord {}
}
