package checkout.messaging.container;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Reads all records of a topic on every instance, for what only speeds up or improves what can be had without them. It
 * belongs to no consumer group and commits no offsets, and misses the records of the time in which it cannot read.
 */
public final class TopicFollower implements SmartLifecycle, Runnable {
    private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(2);
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(5);

    /** A delay that a person does not notice. Under load it saves a fetch for every few records. */
    private static final Duration FETCH_MAX_WAIT = Duration.ofMillis(100);

    private static final int FETCH_MIN_BYTES = 256 * 1024;

    private final String topic;
    private final Duration replayed;
    private final ConsumerFactory<?, ?> kafka;
    private final Clock clock;
    private final Reader reader;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable String reported;

    /** Takes the records of a poll; must not throw because of what a record contains. */
    @FunctionalInterface
    public interface Reader {
        void read(ConsumerRecords<byte[], byte[]> records);
    }

    /** @param replayed how old the records are that are read first; zero for new ones only */
    public TopicFollower(String topic, Duration replayed, ConsumerFactory<?, ?> kafka, Clock clock, Reader reader) {
        this.topic = topic;
        this.replayed = replayed;
        this.kafka = kafka;
        this.clock = clock;
        this.reader = reader;
    }

    @Override
    public void start() {
        Thread following = new Thread(this, "follow-" + topic);
        following.setDaemon(true);
        thread = following;
        following.start();
    }

    @Override
    public void run() {
        while (isRunning()) {
            try (Consumer<byte[], byte[]> opened = open()) {
                consumer = opened;
                while (isRunning()) {
                    reader.read(opened.poll(POLL_TIMEOUT));
                    reportSuccess();
                }
            } catch (WakeupException stopping) {
                return;
            } catch (RuntimeException failure) {
                reportFailure(failure);
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
        try {
            position(opened);
            return opened;
        } catch (RuntimeException failure) {
            opened.close();
            throw failure;
        }
    }

    private void position(Consumer<byte[], byte[]> opened) {
        List<TopicPartition> partitions = opened.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("the topic %s does not exist; create it".formatted(topic));
        }
        opened.assign(partitions);
        if (replayed.isZero()) {
            opened.seekToEnd(partitions);
            return;
        }
        long since = clock.instant().minus(replayed).toEpochMilli();
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since));
        opened.offsetsForTimes(times).forEach((partition, found) -> seek(opened, partition, found));
    }

    private static void seek(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, @Nullable OffsetAndTimestamp found) {
        if (found == null) {
            consumer.seekToEnd(List.of(partition));
        } else {
            consumer.seek(partition, found.offset());
        }
    }

    /** Each failure once, however often it is repeated. */
    private void reportFailure(RuntimeException failure) {
        if (!failure.toString().equals(reported)) {
            reported = failure.toString();
            log.warn("Reading {} failed and is repeated every {}: {}", topic, RETRY_DELAY, reported);
        }
    }

    private void reportSuccess() {
        if (reported != null) {
            reported = null;
            log.info("{} is read again", topic);
        }
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
        Thread following = Objects.requireNonNull(thread);
        thread = null;
        Consumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        } else {
            following.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
