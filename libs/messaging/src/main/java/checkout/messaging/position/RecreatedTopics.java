package checkout.messaging.position;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether a topic that is read was deleted and created again. A consumer does not always notice that: if the new topic
 * has as many partitions and more records, it would read on behind records that it has never seen.
 */
public final class RecreatedTopics {
    private static final Logger log = LoggerFactory.getLogger(RecreatedTopics.class);

    private final TopicIds topicIds;
    private final ConsumerPositions positions;

    public RecreatedTopics(TopicIds topicIds, ConsumerPositions positions) {
        this.topicIds = topicIds;
        this.positions = positions;
    }

    public void check() {
        try {
            positions.compareTopics(topicIds.of(positions.topics()));
        } catch (KafkaException away) {
            // the consumers report that Kafka cannot be reached
            log.debug("Whether topics were created again could not be checked", away);
        }
    }

    /** Ends the connection to Kafka; the next check opens another. */
    public void close() {
        topicIds.close();
    }
}
