package checkout.testinfra;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Records what arrives in topics from its creation on, and waits for expected records. For one thread. */
public final class TopicRecorder implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private final KafkaConsumer<String, String> consumer;
    private final List<String> topics;
    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();

    public TopicRecorder(String bootstrapServers, String... topics) {
        this(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), topics);
    }

    /** Records what arrives at a broker that these settings of a client reach. */
    public TopicRecorder(Map<String, Object> client, String... topics) {
        this.topics = List.of(topics);
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "recorder-" + UUID.randomUUID());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = this.topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // seeking is lazy; reading the position performs it now
        partitions.forEach(consumer::position);
    }

    /** Waits for the first matching record. */
    public ConsumerRecord<String, String> await(Predicate<ConsumerRecord<String, String>> condition) {
        return await(1, condition, PATIENCE).getFirst();
    }

    /** Waits until at least {@code count} records match, and returns all matching records. */
    public List<ConsumerRecord<String, String>> await(
            int count, Predicate<ConsumerRecord<String, String>> condition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            List<ConsumerRecord<String, String>> found =
                    records.stream().filter(condition).toList();
            if (found.size() >= count) {
                return found;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("%d of %d records arrived in %s within %s; arrived were:%n%s"
                        .formatted(found.size(), count, topics, patience, describeRecords()));
            }
            consumer.poll(POLL_TIMEOUT).forEach(records::add);
        }
    }

    /** All records that have arrived by now, whatever arrives meanwhile. */
    public List<ConsumerRecord<String, String>> records() {
        consumer.endOffsets(consumer.assignment()).forEach((partition, end) -> {
            while (consumer.position(partition) < end) {
                consumer.poll(POLL_TIMEOUT).forEach(records::add);
            }
        });
        return List.copyOf(records);
    }

    /** The text of a header, or null if the record has none of this name. */
    public static @Nullable String header(ConsumerRecord<String, String> message, String name) {
        var header = message.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private String describeRecords() {
        return records.stream()
                .map(entry ->
                        "  %s[%s] %s %s".formatted(entry.topic(), entry.key(), header(entry, "ce_type"), entry.value()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
