package checkout.messaging.metrics;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** The ends of partitions: the offsets that their next records will have. */
final class LogEnds implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Map<String, Object> settings;
    private @Nullable Admin admin;

    /** @param kafka how Kafka is reached */
    LogEnds(Map<String, Object> kafka) {
        this.settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(TIMEOUT.toMillis()));
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(TIMEOUT.toMillis()));
    }

    /** The ends of those of the partitions whose topics exist. The client would wait for the others. */
    synchronized Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        if (partitions.isEmpty()) {
            return ends;
        }
        Set<String> topics = await(connected().listTopics().names());
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.stream()
                .filter(partition -> topics.contains(partition.topic()))
                .forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        ListOffsetsResult answer = connected().listOffsets(latest);
        latest.keySet()
                .forEach(partition -> ends.put(
                        partition, await(answer.partitionResult(partition)).offset()));
        return ends;
    }

    private Admin connected() {
        if (admin == null) {
            admin = Admin.create(settings);
        }
        return admin;
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
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
