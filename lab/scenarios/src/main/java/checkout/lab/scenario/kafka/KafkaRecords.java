package checkout.lab.scenario.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.scenario.context.ScenarioContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** What stands in Kafka since a run began. */
public final class KafkaRecords {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final String INTERNAL = "__";

    private KafkaRecords() {}

    public static KafkaConsumer<byte[], byte[]> consumer(ScenarioContext scenarioContext) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        scenarioContext.kafka(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** In all topics that services write to, by topic, in the order of offsets within a partition. */
    static Map<String, List<MessageKey>> sinceTheBeginning(ScenarioContext scenarioContext) {
        Map<String, List<MessageKey>> byTopic = new HashMap<>();
        read(scenarioContext, topic -> !topic.startsWith(INTERNAL), record -> byTopic.computeIfAbsent(
                        record.topic(), none -> new ArrayList<>())
                .add(appearance(record)));
        return byTopic;
    }

    /** Hands over everything since the run began in these topics, in the order of offsets within a partition. */
    public static void read(
            ScenarioContext scenarioContext,
            Predicate<String> topics,
            Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(scenarioContext)) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(partition -> topics.test(partition.topic()))
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> moments = new HashMap<>();
            partitions.forEach(each -> moments.put(each, scenarioContext.began().toEpochMilli()));
            Map<TopicPartition, OffsetAndTimestamp> begins = consumer.offsetsForTimes(moments);
            partitions.forEach(each -> {
                OffsetAndTimestamp begin = begins.get(each);
                consumer.seek(each, begin == null ? ends.getOrDefault(each, 0L) : begin.offset());
            });
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(POLL).forEach(reader);
            }
        }
    }

    private static MessageKey appearance(ConsumerRecord<byte[], byte[]> record) {
        String schema = header(record, "ce_source").substring(1);
        return new MessageKey(MessageKey.line(schema, record.topic(), new String(record.key(), UTF_8)), id(record));
    }

    public static UUID id(ConsumerRecord<byte[], byte[]> record) {
        return UUID.fromString(header(record, "ce_id"));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalStateException(
                    "%s-%d@%d has no header %s".formatted(record.topic(), record.partition(), record.offset(), name));
        }
        return new String(header.value(), UTF_8);
    }
}
