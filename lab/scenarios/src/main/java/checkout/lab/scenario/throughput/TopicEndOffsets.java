package checkout.lab.scenario.throughput;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.kafka.KafkaRecords;
import checkout.lab.scenario.kafka.LabOutbox;
import checkout.lab.time.Polling;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Counts the records of the topic by the end offsets of its partitions, which is cheap enough to poll. */
final class TopicEndOffsets implements AutoCloseable {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    TopicEndOffsets(ScenarioContext context) {
        this.consumer = KafkaRecords.consumer(context);
        this.partitions = KafkaRecords.partitions(consumer, LabOutbox.TOPIC::equals);
    }

    long records() {
        return consumer.endOffsets(partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Waits until the topic has that many records. */
    void await(long count, Duration timeout) throws InterruptedException {
        long records = new Polling(timeout, POLL_INTERVAL).until(n -> n >= count, this::records);
        if (records < count) {
            throw new IllegalStateException("after %s there are %d records in %s instead of %d"
                    .formatted(timeout, records, LabOutbox.TOPIC, count));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
