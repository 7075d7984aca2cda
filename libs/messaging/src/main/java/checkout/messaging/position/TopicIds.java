package checkout.messaging.position;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The ids that Kafka has given to topics. A topic that is deleted and created again has the same name and another id. */
public final class TopicIds implements AutoCloseable {
    private final AdminConnection kafka;

    /** @param kafka how Kafka is reached */
    public TopicIds(Map<String, Object> kafka) {
        this.kafka = new AdminConnection(kafka);
    }

    /** The ids of those of the topics that exist; a cluster that is older than 2.8 has none. */
    synchronized Map<String, UUID> of(Collection<String> topics) {
        Map<String, UUID> ids = new HashMap<>();
        if (topics.isEmpty()) {
            return ids;
        }
        for (Map.Entry<String, KafkaFuture<TopicDescription>> each :
                kafka.connected().describeTopics(topics).topicNameValues().entrySet()) {
            Uuid id = id(each.getValue());
            if (!id.equals(Uuid.ZERO_UUID)) {
                ids.put(each.getKey(), new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()));
            }
        }
        return ids;
    }

    private static Uuid id(KafkaFuture<TopicDescription> description) {
        try {
            return AdminConnection.await(description).topicId();
        } catch (UnknownTopicOrPartitionException none) {
            return Uuid.ZERO_UUID;
        }
    }

    @Override
    public synchronized void close() {
        kafka.close();
    }
}
