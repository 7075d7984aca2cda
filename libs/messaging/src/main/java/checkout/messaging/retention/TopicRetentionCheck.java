package checkout.messaging.retention;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the retention that topics really have with that of the inbox: whoever changes a topic does not know the inbox. */
public final class TopicRetentionCheck {
    private static final Logger log = LoggerFactory.getLogger(TopicRetentionCheck.class);
    private static final String RETENTION = "retention.ms";
    private static final String SEGMENT = "segment.ms";
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Map<String, Object> kafka;
    private final List<String> topics;
    private final RetentionSettings settings;
    private final Set<String> reported = new HashSet<>();

    /** @param topics the topics whose records the inbox must remember */
    public TopicRetentionCheck(Map<String, Object> kafka, List<String> topics, RetentionSettings settings) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        this.topics = topics;
        this.settings = settings;
    }

    /** Logs an error for each topic that Kafka keeps for longer than the inbox, and returns these topics. */
    public List<String> check() {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        try (Admin admin = Admin.create(kafka)) {
            Map<ConfigResource, Config> configs =
                    admin.describeConfigs(resources).all().get();
            return configs.entrySet().stream()
                    .filter(topic -> isTooLong(topic.getKey().name(), topic.getValue()))
                    .map(topic -> topic.getKey().name())
                    .toList();
        } catch (ExecutionException | KafkaException failure) {
            // Kafka is away, or does not let this service read the settings of topics
            log.info("The retention of topics could not be checked: {}", failure.toString());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    private boolean isTooLong(String topic, Config config) {
        long retention = millis(config.get(RETENTION));
        long segment = millis(config.get(SEGMENT));
        boolean forEver = retention < 0;
        boolean tooLong = forEver || retention + segment > settings.keep().toMillis();
        if (!tooLong) {
            reported.remove(topic);
        } else if (reported.add(topic)) {
            log.error(
                    "Kafka may deliver records of {} that the inbox has forgotten: {} is {} and {} is {}, but"
                            + " checkout.retention.keep is {}. Shorten the first two, or keep messages for longer.",
                    topic,
                    RETENTION,
                    forEver ? "without limit" : Duration.ofMillis(retention),
                    SEGMENT,
                    Duration.ofMillis(segment),
                    settings.keep());
        }
        return tooLong;
    }

    private static long millis(ConfigEntry entry) {
        return Long.parseLong(entry.value());
    }
}
