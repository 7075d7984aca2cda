package checkout.relay.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka about a topic. It connects for every question, because the questions are rare. */
public final class TopicLookup {

    private static final int TIMEOUT_MILLIS = 5_000;

    private final Map<String, Object> client;

    public TopicLookup(KafkaClientSettings kafka) {
        this.client = kafka.client();
        client.putAll(Map.of(
                AdminClientConfig.CLIENT_ID_CONFIG,
                "outbox-relay-topics",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS));
    }

    /** Whether Kafka says that it has no such topic; false also if it does not answer. */
    public boolean isMissing(String topic) {
        try (Admin admin = Admin.create(client)) {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof UnknownTopicOrPartitionException;
        } catch (KafkaException notConnected) {
            return false;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** The largest record that the topic accepts; empty if Kafka does not say, which takes a right of its own. */
    public Optional<String> maxMessageBytes(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(client)) {
            return Optional.ofNullable(
                            admin.describeConfigs(List.of(resource)).all().get().get(resource))
                    .map(config -> config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
                    .map(ConfigEntry::value);
        } catch (ExecutionException | KafkaException unknown) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
