package checkout.messaging.metrics;

import checkout.messaging.position.AdminConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The ends of partitions: the offsets that their next records will have. */
final class LogEnds implements AutoCloseable {
    private final AdminConnection kafka;

    /** @param kafka how Kafka is reached */
    LogEnds(Map<String, Object> kafka) {
        this.kafka = new AdminConnection(kafka);
    }

    /** The ends of those of the partitions whose topics exist. The client would wait for the others. */
    Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        if (partitions.isEmpty()) {
            return ends;
        }
        Set<String> topics =
                AdminConnection.await(kafka.connected().listTopics().names());
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.stream()
                .filter(partition -> topics.contains(partition.topic()))
                .forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        ListOffsetsResult answer = kafka.connected().listOffsets(latest);
        for (TopicPartition partition : latest.keySet()) {
            ends.put(
                    partition,
                    AdminConnection.await(answer.partitionResult(partition)).offset());
        }
        return ends;
    }

    @Override
    public void close() {
        kafka.close();
    }
}
