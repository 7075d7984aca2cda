package checkout.relay.publish;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;

/**
 * Why a row cannot be published, however often it is sent.
 *
 * @param bytes the size of the record, or of the row's payload if no record could be made of it
 * @param tooLarge whether that size is the reason
 */
public record RowRefusal(String reason, long bytes, boolean tooLarge) {

    /**
     * The failures that concern one row. All others concern the connection, the rights or the state of the relay: every
     * row would fail in the same way, and none of them may be taken out of the stream.
     */
    private static final List<Class<? extends Exception>> FINAL = List.of(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            SerializationException.class,
            InvalidRecordException.class,
            InvalidTopicException.class,
            UnknownTopicOrPartitionException.class,
            PolicyViolationException.class,
            UnpublishableRowException.class);

    /** The failures that may concern a row or the broker: the broker does not say which. */
    private static final List<Class<? extends Exception>> UNEXPLAINED =
            List.of(UnknownServerException.class, CorruptRecordException.class);

    static boolean isUnexplained(Exception failure) {
        return UNEXPLAINED.stream().anyMatch(type -> type.isInstance(failure));
    }

    static boolean isFinal(Exception failure) {
        return FINAL.stream().anyMatch(type -> type.isInstance(failure));
    }

    static RowRefusal of(UnpublishableRowException failure, CommittedOutboxRow row) {
        return new RowRefusal(failure.reason(), row.payload().length(), false);
    }

    static RowRefusal of(Exception failure, ProducerRecord<byte[], byte[]> record) {
        String message = failure.getMessage();
        return new RowRefusal(
                failure.getClass().getSimpleName() + (message == null ? "" : ": " + message),
                bytesOf(record),
                failure instanceof RecordTooLargeException);
    }

    /** Says why a failure that may pass is taken for one that does not. */
    RowRefusal repeated() {
        return new RowRefusal(
                "%s (%d times, while Kafka accepted other rows)"
                        .formatted(reason, RepeatedFailures.SUSPECTED_AFTER + 1),
                bytes,
                tooLarge);
    }

    /** Adds the limit that the broker does not mention when it refuses a record. */
    public RowRefusal withLimit(String maxMessageBytes) {
        return new RowRefusal(reason + " (max.message.bytes of the topic is " + maxMessageBytes + ")", bytes, tooLarge);
    }

    private static long bytesOf(ProducerRecord<byte[], byte[]> record) {
        long bytes = record.key().length + (long) record.value().length;
        for (Header header : record.headers()) {
            bytes += header.key().length() + header.value().length;
        }
        return bytes;
    }
}
