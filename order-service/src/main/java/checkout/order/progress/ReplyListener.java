package checkout.order.progress;

import checkout.contracts.KafkaTopics;
import checkout.messaging.MessageHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads all replies on every instance and records the stages they stand for. It belongs to no consumer group and commits
 * no offsets; after a start it reads the replies of the last minutes again.
 */
@Component
class ReplyListener implements SmartLifecycle, Runnable {
    private static final Logger log = LoggerFactory.getLogger(ReplyListener.class);
    private static final Duration REPLAYED_ON_START = Duration.ofMinutes(10);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(2);
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(5);

    /** A delay that a person does not notice. Under load it saves a fetch for every few replies. */
    private static final Duration FETCH_MAX_WAIT = Duration.ofMillis(100);

    private static final Set<String> RETURN_REPLIES =
            Set.of("orders.ReturnInProgress.v1", "orders.ReturnWithdrawn.v1", "orders.ReturnCompleted.v1");
    private static final int FETCH_MIN_BYTES = 256 * 1024;

    private final ConsumerFactory<?, ?> kafka;
    private final ProgressCache cache;
    private final Clock clock;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    ReplyListener(ConsumerFactory<?, ?> kafka, ProgressCache cache, Clock clock) {
        this.kafka = kafka;
        this.cache = cache;
        this.clock = clock;
    }

    @Override
    public void start() {
        Thread reader = new Thread(this, "reply-listener");
        reader.setDaemon(true);
        thread = reader;
        reader.start();
    }

    @Override
    public void run() {
        while (isRunning()) {
            try (Consumer<byte[], byte[]> opened = open()) {
                consumer = opened;
                while (isRunning()) {
                    opened.poll(POLL_TIMEOUT).forEach(this::record);
                }
            } catch (WakeupException stopping) {
                return;
            } catch (RuntimeException failure) {
                log.warn("Reading replies failed and will be repeated in {}: {}", RETRY_DELAY, failure.toString());
                pause();
            }
        }
    }

    private Consumer<byte[], byte[]> open() {
        Map<String, Object> settings = new HashMap<>(kafka.getConfigurationProperties());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(FETCH_MAX_WAIT.toMillis()));
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FETCH_MIN_BYTES);
        var opened = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = opened.partitionsFor(KafkaTopics.CHECKOUT_REPLIES).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        opened.assign(partitions);
        long since = clock.instant().minus(REPLAYED_ON_START).toEpochMilli();
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since));
        opened.offsetsForTimes(times).forEach((partition, found) -> seek(opened, partition, found));
        return opened;
    }

    private static void seek(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, @Nullable OffsetAndTimestamp found) {
        if (found == null) {
            consumer.seekToEnd(List.of(partition));
        } else {
            consumer.seek(partition, found.offset());
        }
    }

    private void record(ConsumerRecord<byte[], byte[]> reply) {
        Header type = reply.headers().lastHeader(MessageHeaders.TYPE);
        if (type == null || reply.key() == null) {
            return;
        }
        String name = text(type.value());
        Optional<ProgressStage> stage = ProgressStage.ofReply(name);
        if (stage.isEmpty() && !RETURN_REPLIES.contains(name)) {
            return;
        }
        try {
            UUID checkout = UUID.fromString(text(reply.key()));
            stage.ifPresentOrElse(
                    reached -> cache.add(checkout, new ProgressEvent(reached, Instant.ofEpochMilli(reply.timestamp()))),
                    () -> cache.changed(checkout));
        } catch (IllegalArgumentException notACheckout) {
            log.debug("Ignoring a reply whose key is not a checkout id; the orchestrator dead-letters it");
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private void pause() {
        try {
            Thread.sleep(RETRY_DELAY.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        Thread reader = Objects.requireNonNull(thread);
        thread = null;
        Consumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        } else {
            reader.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
