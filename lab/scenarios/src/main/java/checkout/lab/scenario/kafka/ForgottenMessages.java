package checkout.lab.scenario.kafka;

import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.stack.state.StackException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a consumer has forgotten messages that Kafka still has. To read those again would have their effects again, which
 * is no fault of the system: an inbox promises to remember as long as Kafka retains, unless a scenario has shortened it.
 */
final class ForgottenMessages {

    private static final Map<String, String> INBOXES = Map.of(
            "order-service", "orders.inbox",
            "inventory-service", "inventory.inbox",
            "payment-service", "payments.inbox",
            "saga-orchestrator", "sagas.inbox");
    private static final Map<String, List<String>> TOPICS = Map.of(
            "order-service", List.of("orders.commands"),
            "inventory-service", List.of("inventory.commands"),
            "payment-service", List.of("payments.commands"),
            "saga-orchestrator", List.of("orders.events", "checkout.replies"));
    private static final int TIMESTAMP_SHIFT = 16;
    private static final Duration TOLERANCE = Duration.ofMinutes(1);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
    private static final int POLLS = 10;

    private ForgottenMessages() {}

    static void requireNone(ScenarioContext context, String service) throws SQLException {
        long oldestRecord = oldestRecord(context, TOPICS.getOrDefault(service, List.of()));
        Optional<Long> oldestRemembered = oldestRemembered(context, INBOXES.getOrDefault(service, ""));
        if (oldestRemembered.isPresent() && isForgotten(oldestRecord, oldestRemembered.get())) {
            throw new StackException(
                    "%s has forgotten messages that Kafka still has, because its inbox was shortened (scenario growth), so its offsets cannot be reset to the beginning; run ./checkout down --wipe and up --detach first."
                            .formatted(service));
        }
    }

    /** Both times in milliseconds since the epoch. */
    static boolean isForgotten(long oldestRecord, long oldestRemembered) {
        return oldestRemembered - oldestRecord > TOLERANCE.toMillis();
    }

    /** An id starts with its timestamp. */
    private static Optional<Long> oldestRemembered(ScenarioContext context, String inbox) throws SQLException {
        try (Connection auditor = context.auditor()) {
            return SqlQuery.first(
                    auditor,
                    "select id from " + inbox + " order by id limit 1",
                    row -> millis(row.getObject(1, UUID.class)));
        }
    }

    static long millis(UUID id) {
        return id.getMostSignificantBits() >>> TIMESTAMP_SHIFT;
    }

    /** Now, if the topics have no record. */
    private static long oldestRecord(ScenarioContext context, List<String> topics) {
        long oldest = System.currentTimeMillis();
        try (KafkaConsumer<byte[], byte[]> consumer = KafkaRecords.consumer(context)) {
            for (TopicPartition partition : KafkaRecords.partitions(consumer, topics::contains)) {
                oldest = Math.min(oldest, oldestRecord(consumer, partition));
            }
        }
        return oldest;
    }

    private static long oldestRecord(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        for (int n = 0; n < POLLS && consumer.position(partition) < end; n++) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                return record.timestamp();
            }
        }
        return System.currentTimeMillis();
    }
}
