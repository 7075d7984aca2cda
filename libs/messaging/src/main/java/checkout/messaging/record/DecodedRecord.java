package checkout.messaging.record;

import checkout.messaging.ReceivedMessage;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A Kafka record after decoding: either readable or poison. */
public sealed interface DecodedRecord {
    ConsumerRecord<byte[], byte[]> origin();

    UUID id();

    /** A message of a known type. */
    record ReadableRecord(ConsumerRecord<byte[], byte[]> origin, ReceivedMessage message) implements DecodedRecord {
        @Override
        public UUID id() {
            return message.id();
        }
    }

    /** A record that goes to the dead letters, because no retry makes it readable. */
    record PoisonRecord(
            ConsumerRecord<byte[], byte[]> origin,
            UUID id,
            String reason,
            @Nullable Throwable cause) implements DecodedRecord {}
}
