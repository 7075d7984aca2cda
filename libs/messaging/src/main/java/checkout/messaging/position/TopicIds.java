package checkout.messaging.position;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The ids that Kafka has given to topics. A topic that is deleted and created again has the same name and another id. */
public final class TopicIds implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Map<String, Object> settings;
    private @Nullable Admin admin;

    /** @param kafka how Kafka is reached */
    public TopicIds(Map<String, Object> kafka) {
        this.settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(TIMEOUT.toMillis()));
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(TIMEOUT.toMillis()));
    }

    /** The ids of those of the topics that exist; a cluster that is older than 2.8 has none. */
    synchronized Map<String, UUID> of(Collection<String> topics) {
        Map<String, UUID> ids = new HashMap<>();
        if (topics.isEmpty()) {
            return ids;
        }
        for (Map.Entry<String, KafkaFuture<TopicDescription>> each :
                connected().describeTopics(topics).topicNameValues().entrySet()) {
            Uuid id = id(each.getValue());
            if (!id.equals(Uuid.ZERO_UUID)) {
                ids.put(each.getKey(), new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()));
            }
        }
        return ids;
    }

    private Admin connected() {
        if (admin == null) {
            admin = Admin.create(settings);
        }
        return admin;
    }

    private static Uuid id(KafkaFuture<TopicDescription> description) {
        try {
            return description
                    .get(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .topicId();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
                return Uuid.ZERO_UUID;
            }
            throw failure.getCause() instanceof KafkaException known ? known : new KafkaException(failure.getCause());
        } catch (TimeoutException late) {
            throw new org.apache.kafka.common.errors.TimeoutException(late);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
            admin = null;
        }
    }
}
