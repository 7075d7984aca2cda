package checkout.lab.scenario.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.scenario.context.ScenarioContext;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the records that were published since a run began. */
public final class KafkaRecords {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final int FETCHED_TOGETHER = 8 << 20;
    private static final String INTERNAL = "__";
    private static final String ID = "ce_id";

    private KafkaRecords() {}

    public static KafkaConsumer<byte[], byte[]> consumer(ScenarioContext context) {
        Map<String, Object> settings = new HashMap<>(context.kafkaAuditor());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCHED_TOGETHER);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, Predicate<String> topics) {
        return consumer.listTopics().values().stream()
                .flatMap(List::stream)
                .filter(partition -> topics.test(partition.topic()))
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    /** Whether a fault has put the record into the topic, so that it is no message of an outbox. */
    static boolean isStrangers(ScenarioContext context, ConsumerRecord<byte[], byte[]> record) {
        return record.key() != null
                && record.headers().lastHeader(ID) == null
                && context.strangersRecords().has(new String(record.key(), UTF_8));
    }

    /** How many records since the run began are messages that Kafka had already. */
    public static long repeated(ScenarioContext context) {
        return PublishOrderCheck.duplicates(
                byTopic(context).values().stream().flatMap(List::stream).toList());
    }

    /** Returns the messages by topic, in the order of offsets within a partition. */
    static Map<String, List<OutboxMessage>> byTopic(ScenarioContext context) {
        Map<String, List<OutboxMessage>> byTopic = new HashMap<>();
        read(context, topic -> !topic.startsWith(INTERNAL), record -> {
            if (!isStrangers(context, record)) {
                byTopic.computeIfAbsent(record.topic(), none -> new ArrayList<>())
                        .add(message(record));
            }
        });
        return byTopic;
    }

    /** Passes on all records since the run began, in the order of offsets within a partition. */
    public static void read(
            ScenarioContext context, Predicate<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        read(context, context.began(), topics, reader);
    }

    /** The ids of all messages that Kafka has, those of before the run too. */
    static Set<UUID> allIds(ScenarioContext context) {
        Set<UUID> ids = new HashSet<>();
        read(context, Instant.EPOCH, topic -> !topic.startsWith(INTERNAL), record -> {
            if (record.headers().lastHeader(ID) != null) {
                ids.add(id(record));
            }
        });
        return ids;
    }

    private static void read(
            ScenarioContext context,
            Instant from,
            Predicate<String> topics,
            Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(context)) {
            List<TopicPartition> partitions = partitions(consumer, topics);
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> beginning = new HashMap<>();
            partitions.forEach(each -> beginning.put(each, from.toEpochMilli()));
            Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(beginning);
            partitions.forEach(each -> {
                OffsetAndTimestamp start = starts.get(each);
                consumer.seek(each, start == null ? ends.getOrDefault(each, 0L) : start.offset());
            });
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(POLL_TIMEOUT).forEach(reader);
            }
        }
    }

    private static OutboxMessage message(ConsumerRecord<byte[], byte[]> record) {
        String schema = header(record, "ce_source").substring(1);
        String text = OutboxMessage.text(
                header(record, "ce_type"),
                headerIfAny(record, "ce_sagaid"),
                headerIfAny(record, "ce_sagastep"),
                headerIfAny(record, "ce_sagaaction"),
                headerIfAny(record, "ce_sagaattempt"),
                headerIfAny(record, "traceparent"),
                record.value() == null ? null : new String(record.value(), UTF_8));
        return new OutboxMessage(
                OutboxMessage.stream(schema, record.topic(), new String(record.key(), UTF_8)),
                id(record),
                md5(text),
                record.topic() + "-" + record.partition());
    }

    /** As PostgreSQL's function of this name, as a UUID. */
    private static UUID md5(String text) {
        try {
            ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    public static UUID id(ConsumerRecord<byte[], byte[]> record) {
        return UUID.fromString(header(record, ID));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        String header = headerIfAny(record, name);
        if (header == null) {
            throw new IllegalStateException(
                    "%s-%d@%d has no header %s".formatted(record.topic(), record.partition(), record.offset(), name));
        }
        return header;
    }

    private static @Nullable String headerIfAny(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }
}
