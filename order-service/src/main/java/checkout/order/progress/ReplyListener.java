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
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Listens in on the replies, each instance to all of them, and notes on the board what they say. It belongs to no group
 * and commits nothing; after a start it listens to the last minutes again.
 */
@Component
class ReplyListener implements SmartLifecycle, Runnable {
    private static final Logger log = LoggerFactory.getLogger(ReplyListener.class);
    private static final Duration LOOK_BACK = Duration.ofMinutes(5);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofSeconds(5);

    /** For eyes a tenth of a second is soon enough, and under load it spares a fetch for every few replies. */
    private static final Duration GATHER = Duration.ofMillis(100);

    private static final int GATHER_BYTES = 256 * 1024;

    private final KafkaProperties kafka;
    private final ProgressCache board;
    private final Clock clock;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    ReplyListener(KafkaProperties kafka, ProgressCache board, Clock clock) {
        this.kafka = kafka;
        this.board = board;
        this.clock = clock;
    }

    @Override
    public void start() {
        Thread tail = new Thread(this, "reply-tail");
        tail.setDaemon(true);
        thread = tail;
        tail.start();
    }

    @Override
    public void run() {
        while (isRunning()) {
            try (Consumer<byte[], byte[]> opened = open()) {
                consumer = opened;
                while (isRunning()) {
                    opened.poll(POLL).forEach(this::note);
                }
            } catch (WakeupException stopping) {
                return;
            } catch (KafkaException fault) {
                log.warn(
                        "Progress cannot be followed for now and is tried again in {}: {}",
                        PAUSE_AFTER_FAULT,
                        fault.toString());
                pause();
            }
        }
    }

    private Consumer<byte[], byte[]> open() {
        Map<String, Object> settings = new HashMap<>(kafka.buildConsumerProperties());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(GATHER.toMillis()));
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, GATHER_BYTES);
        var opened = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = opened.partitionsFor(KafkaTopics.CHECKOUT_REPLIES).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        opened.assign(partitions);
        long since = clock.instant().minus(LOOK_BACK).toEpochMilli();
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

    private void note(ConsumerRecord<byte[], byte[]> reply) {
        Header type = reply.headers().lastHeader(MessageHeaders.TYPE);
        if (type == null || reply.key() == null) {
            return;
        }
        ProgressStage.ofReply(text(type.value())).ifPresent(stage -> {
            try {
                board.reached(
                        UUID.fromString(text(reply.key())),
                        new ProgressEvent(stage, Instant.ofEpochMilli(reply.timestamp())));
            } catch (IllegalArgumentException noCheckout) {
                log.debug("A reply's key is no checkout's id; whoever has to handle it buries it");
            }
        });
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAULT.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        Thread tail = Objects.requireNonNull(thread);
        thread = null;
        Consumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        } else {
            tail.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
