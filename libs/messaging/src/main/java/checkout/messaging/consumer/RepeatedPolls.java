package checkout.messaging.consumer;

import checkout.messaging.fault.Faults;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts how often a poll has failed by something that usually passes, but does not if one of its records is the reason. A
 * poll is known by its first record.
 */
final class RepeatedPolls {
    /** So often it may be chance, or others' load. */
    private static final int PATIENCE = 4;

    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    void failed(ConsumerRecord<?, ?> first, Throwable failure) {
        if (Faults.mayPersistForOneRecord(failure)) {
            failures.merge(name(first), 1, Integer::sum);
        }
    }

    void handled(ConsumerRecord<?, ?> first) {
        if (!failures.isEmpty()) {
            failures.remove(name(first));
        }
    }

    /** Whether the records must be tried apart from each other. */
    boolean mustBeTakenApart(ConsumerRecord<?, ?> first) {
        return !failures.isEmpty() && failures.getOrDefault(name(first), 0) >= PATIENCE;
    }

    /** A poll that failed is delivered again as it was; another consumer of the group has other partitions. */
    private static String name(ConsumerRecord<?, ?> first) {
        return "%s-%d@%d".formatted(first.topic(), first.partition(), first.offset());
    }
}
