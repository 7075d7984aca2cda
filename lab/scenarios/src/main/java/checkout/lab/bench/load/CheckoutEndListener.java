package checkout.lab.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import checkout.lab.http.UuidBytes;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Receives the ends of all checkouts from Kafka, for all customers, in no consumer group, starting at the latest offset. */
final class CheckoutEndListener implements AutoCloseable {

    private static final String TOPIC = "checkout.replies";
    private static final String TYPE = "ce_type";
    private static final List<byte[]> ENDS =
            List.of("orders.OrderConfirmed.v1".getBytes(US_ASCII), "orders.OrderRejected.v1".getBytes(US_ASCII));
    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<UUID> ended;
    private final Thread thread = new Thread(this::listen, "checkout-ends");

    /** Is positioned at the latest offset when it returns, so that no later end is missed. */
    CheckoutEndListener(Map<String, Object> client, Consumer<UUID> ended) {
        this.ended = ended;
        this.consumer = new KafkaConsumer<>(settings(client));
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.setDaemon(true);
        thread.start();
    }

    /** Fetches at intervals of some milliseconds: eager fetching would cost the broker and the load generator much CPU. */
    private static Map<String, Object> settings(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.putAll(Map.of(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5000,
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                32 * 1024,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                10));
        return settings;
    }

    private void listen() {
        try {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (isEnd(record.headers().lastHeader(TYPE))) {
                        ended.accept(UuidBytes.read(record.key(), 0));
                    }
                }
            }
        } catch (WakeupException closing) {
            consumer.close();
        }
    }

    private static boolean isEnd(@Nullable Header type) {
        return type != null && ENDS.stream().anyMatch(end -> Arrays.equals(end, type.value()));
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
