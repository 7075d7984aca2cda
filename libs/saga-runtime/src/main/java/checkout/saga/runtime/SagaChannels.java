package checkout.saga.runtime;

import java.util.List;
import java.util.Map;

/**
 * How an orchestrator is connected to its participants. An orchestrator provides one.
 *
 * @param consumerGroup the Kafka consumer group that all its instances share; its dead letters are read by a group of the
 *     same name with the suffix {@code -dead-letters}
 * @param inputTopics the topics of the messages that start and cancel sagas, and of the replies
 * @param participants the service that answers the commands of each topic, for the operator to read
 */
public record SagaChannels(String consumerGroup, List<String> inputTopics, Map<String, String> participants) {
    public SagaChannels {
        inputTopics = List.copyOf(inputTopics);
        participants = Map.copyOf(participants);
    }

    /** The service that answers the commands of a topic. */
    public String participant(String topic) {
        return participants.getOrDefault(topic, topic);
    }
}
