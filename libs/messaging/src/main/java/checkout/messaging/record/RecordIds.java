package checkout.messaging.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The ids of records that have none. An id is derived from the record's place, so that the record is recognized when it is
 * delivered again, and from its time and contents, because another record has the same place after the topic was deleted and
 * created again.
 */
final class RecordIds {
    private static final byte[] NULL = {0};
    private static final byte[] NOT_NULL = {1};

    private RecordIds() {}

    static UUID of(ConsumerRecord<byte[], byte[]> record) {
        byte[] place = "%s-%d@%d/%d"
                .formatted(record.topic(), record.partition(), record.offset(), record.timestamp())
                .getBytes(StandardCharsets.UTF_8);
        byte[] key = record.key() == null ? NULL : record.key();
        byte[] value = record.value() == null ? NULL : record.value();
        byte[] mark = record.value() == null ? NULL : NOT_NULL;
        return UUID.nameUUIDFromBytes(ByteBuffer.allocate(place.length + key.length + value.length + 1)
                .put(place)
                .put(key)
                .put(mark)
                .put(value)
                .array());
    }
}
