package checkout.messaging.hop;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.messaging.MessageHeaders;
import checkout.messaging.hop.MessageReport.KafkaFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Finds a message in Kafka. Nobody stores where a message is, so its partition is computed from its key as producers do, and
 * its offset is looked for from the time that its id begins with. A topic is never read from its beginning.
 */
final class KafkaEvidence {
    private final Map<String, Object> consumer;
    private final Map<String, Object> admin;
    private final Duration limit;

    /** @param limit how long finding the message may take */
    KafkaEvidence(Map<String, Object> consumer, Map<String, Object> admin, Duration limit) {
        this.limit = limit;
        int millis = Math.toIntExact(limit.toMillis());
        this.consumer = new HashMap<>(consumer);
        // without a group it joins none and moves no position
        this.consumer.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.consumer.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        this.consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.consumer.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        this.consumer.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        this.consumer.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.min(millis, 100));
        this.consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        this.consumer.put(ConsumerConfig.CLIENT_ID_CONFIG, "hops");
        this.admin = new HashMap<>(admin);
        this.admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        this.admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        this.admin.put(AdminClientConfig.CLIENT_ID_CONFIG, "hops-groups");
    }

    KafkaFacts of(MessageQuestion question, String key, String group) {
        long begun = System.nanoTime();
        long deadline = begun + limit.toNanos();
        try (KafkaConsumer<byte[], byte[]> reader =
                new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            int partitions = reader.partitionsFor(question.topic()).size();
            if (partitions == 0) {
                throw new KafkaException("topic %s does not exist".formatted(question.topic()));
            }
            TopicPartition partition = new TopicPartition(question.topic(), partitionOf(key, partitions));
            Found found = find(reader, partition, question.id(), begun + limit.toNanos() * 2 / 3);
            Reader assigned = readerOf(partition, group, deadline);
            return new KafkaFacts(
                    partition.topic(),
                    partition.partition(),
                    found.offset(),
                    found.end(),
                    found.searchedAll(),
                    assigned.member(),
                    assigned.unknown());
        }
    }

    /** As the producer's default partitioner. */
    static int partitionOf(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
    }

    private record Found(@Nullable Long offset, long end, boolean searchedAll) {}

    private static Found find(KafkaConsumer<byte[], byte[]> reader, TopicPartition partition, UUID id, long deadline) {
        long end = Objects.requireNonNull(reader.endOffsets(List.of(partition)).get(partition));
        Instant from = DatabaseEvidence.sentAfter(id);
        OffsetAndTimestamp first =
                reader.offsetsForTimes(Map.of(partition, from.toEpochMilli())).get(partition);
        if (first == null) {
            return new Found(null, end, true);
        }
        reader.assign(List.of(partition));
        reader.seek(partition, first.offset());
        byte[] expected = id.toString().getBytes(UTF_8);
        while (reader.position(partition) < end) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return new Found(null, end, false);
            }
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofNanos(left))) {
                Header header = record.headers().lastHeader(MessageHeaders.ID);
                if (header != null && Arrays.equals(expected, header.value())) {
                    return new Found(record.offset(), end, true);
                }
            }
        }
        return new Found(null, end, true);
    }

    private record Reader(@Nullable String member, @Nullable String unknown) {}

    private Reader readerOf(TopicPartition partition, String group, long deadline) {
        try (Admin client = Admin.create(admin)) {
            long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
            ConsumerGroupDescription description = Objects.requireNonNull(
                            client.describeConsumerGroups(List.of(group))
                                    .describedGroups()
                                    .get(group),
                            "the group that was asked about is described")
                    .get(left, TimeUnit.MILLISECONDS);
            return description.members().stream()
                    .filter(member -> member.assignment().topicPartitions().contains(partition))
                    .findFirst()
                    .map(member -> new Reader(member.clientId() + member.host(), null))
                    .orElse(new Reader(null, null));
        } catch (ExecutionException refused) {
            return refused.getCause() instanceof GroupIdNotFoundException
                    ? new Reader(null, null)
                    : new Reader(null, String.valueOf(refused.getCause()));
        } catch (TimeoutException silent) {
            return new Reader(null, "Kafka did not say who reads it");
        } catch (InterruptedException givenUp) {
            throw new InterruptException(givenUp);
        }
    }
}
