package checkout.lab.scenario.throughput;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.kafka.KafkaRecords;
import checkout.lab.scenario.kafka.LabOutbox;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** How many records the topic holds, by its partitions' ends: cheap enough to be asked all the time. */
final class TopicEndOffsets implements AutoCloseable {

    private static final long LOOK_AGAIN_MILLIS = 10;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    TopicEndOffsets(ScenarioContext scenarioContext) {
        this.consumer = KafkaRecords.consumer(scenarioContext);
        this.partitions = consumer.partitionsFor(LabOutbox.TOPIC).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
    }

    long records() {
        return consumer.endOffsets(partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Waits until there are so many. */
    void await(long count, Duration patience) throws InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        long records = records();
        while (records < count) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("after %s there are %d records in %s and not %d"
                        .formatted(patience, records, LabOutbox.TOPIC, count));
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
            records = records();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
