package checkout.testinfra;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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

/** Watches topics from the moment it is made: what came, and waits for what is to come. For one thread. */
public final class TopicRecorder implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, String> consumer;
    private final List<String> topics;
    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();

    public TopicRecorder(String bootstrapServers, String... topics) {
        this.topics = List.of(topics);
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "tail-" + UUID.randomUUID(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = this.topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // seeking is lazy: asking for the position pins it to now
        partitions.forEach(consumer::position);
    }

    /** The first record that fits, seen already or still to come. */
    public ConsumerRecord<String, String> await(Predicate<ConsumerRecord<String, String>> wanted) {
        return await(1, wanted, PATIENCE).get(0);
    }

    /** The records that fit, as soon as there are so many of them. */
    public List<ConsumerRecord<String, String>> await(
            int count, Predicate<ConsumerRecord<String, String>> wanted, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            List<ConsumerRecord<String, String>> found =
                    records.stream().filter(wanted).toList();
            if (found.size() >= count) {
                return found;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("%d of %d records came to %s in %s; what came was:%n%s"
                        .formatted(found.size(), count, topics, patience, seen()));
            }
            consumer.poll(POLL).forEach(records::add);
        }
    }

    /** Everything that has come by now. */
    public List<ConsumerRecord<String, String>> records() {
        while (true) {
            int before = records.size();
            consumer.poll(POLL).forEach(records::add);
            if (records.size() == before) {
                return List.copyOf(records);
            }
        }
    }

    /** The text of a header, or null if the record has none of this name. */
    public static @Nullable String header(ConsumerRecord<String, String> entry, String name) {
        var header = entry.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private String seen() {
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
