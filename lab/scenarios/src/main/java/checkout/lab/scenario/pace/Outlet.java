package checkout.lab.scenario.pace;

import checkout.lab.scenario.kafka.LabOutbox;
import checkout.lab.scenario.kafka.Records;
import checkout.lab.scenario.scene.Scene;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** How many records the topic holds, by its partitions' ends: cheap enough to be asked all the time. */
final class Outlet implements AutoCloseable {

    private static final long LOOK_AGAIN_MILLIS = 10;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    Outlet(Scene scene) {
        this.consumer = Records.consumer(scene);
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
