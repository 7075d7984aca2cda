package checkout.messaging.consumer;

import checkout.messaging.fault.Faults;
import checkout.messaging.record.DecodedRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts how often a poll has failed by something that usually passes, but does not if one of its records is the reason. */
final class RepeatedPolls {
    /** So often it may be chance, or others' load. */
    private static final int PATIENCE = 4;

    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    void failed(List<DecodedRecord> poll, Throwable failure) {
        if (Faults.mayPersistForOneRecord(failure)) {
            failures.merge(name(poll), 1, Integer::sum);
        }
    }

    void handled(List<DecodedRecord> poll) {
        if (!failures.isEmpty()) {
            failures.remove(name(poll));
        }
    }

    /** Whether the records must be tried apart from each other. */
    boolean mustBeTakenApart(List<DecodedRecord> poll) {
        return !failures.isEmpty() && failures.getOrDefault(name(poll), 0) >= PATIENCE;
    }

    /** A poll that failed is delivered again as it was; another consumer of the group has other partitions. */
    private static String name(List<DecodedRecord> poll) {
        ConsumerRecord<byte[], byte[]> first = poll.getFirst().origin();
        return "%s-%d@%d".formatted(first.topic(), first.partition(), first.offset());
    }
}
