package checkout.relay.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import checkout.relay.kafka.TopicCheck;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Red here: a row overtakes an earlier row of its key, a row is lost, or one row keeps all others waiting. */
class KafkaPublisherTest {

    private final PublishStats stats = new PublishStats();
    private final Producer producer = new Producer();
    private final Kept kept = new Kept();
    private final KafkaPublisher publisher = publisher(producer, new RepeatedFailures());

    @Test
    void sendsNothingAfterTheFirstFailure() {
        KafkaSendBatch first = publisher.send(List.of(row("1")), stats);
        KafkaSendBatch second = publisher.send(List.of(row("2")), stats);

        producer.errorNext(new TimeoutException("Expiring 1 record(s)"));

        assertThat(producer.closed()).as("what is not sent yet is dropped").isTrue();
        assertThatExceptionOfType(PublishFailedException.class)
                .isThrownBy(() -> publisher.send(List.of(row("3")), stats))
                .withMessageContaining("Expiring 1 record(s)");
        assertThatExceptionOfType(PublishFailedException.class).isThrownBy(publisher::requireWorking);
        assertThat(payloads()).containsExactly("1", "2");
        assertThat(first.isAcknowledged()).isFalse();
        assertThatExceptionOfType(PublishFailedException.class).isThrownBy(first::awaitAcknowledgement);
        producer.completeNext();
        assertThat(second.isAcknowledged())
                .as("what Kafka acknowledges counts, whatever failed before")
                .isTrue();
    }

    @Test
    void stopsWithinABatchWhenTheProducerRefusesTheConnection() {
        producer.sendException = new TopicAuthorizationException("not allowed");
        assertThatExceptionOfType(PublishFailedException.class)
                .isThrownBy(() -> publisher.send(List.of(row("1"), row("2")), stats));
        assertThat(producer.closed()).isTrue();
        assertThat(kept.reasons)
                .as("a right that is missing concerns every row")
                .isEmpty();
    }

    /** The client knows no topic any more when it has lost all brokers. */
    @Test
    void waitsWhenTheProducerHasForgottenTheTopic() {
        producer.forgotten = 2;
        publisher.send(List.of(row("1"), row("2")), stats);
        assertThat(payloads()).containsExactly("1", "2");
        publisher.requireWorking();
    }

    @Test
    void keepsARowThatKafkaRefusesAndSendsTheOthers() {
        CommittedOutboxRow tooLarge = row("2");
        KafkaSendBatch batch = publisher.send(List.of(row("1"), tooLarge, row("3")), stats);
        producer.completeNext();
        producer.errorNext(new RecordTooLargeException("larger than the topic takes"));
        producer.completeNext();

        assertThat(kept.reasons.get(tooLarge.id())).isEqualTo("RecordTooLargeException: larger than the topic takes");
        assertThat(batch.isAcknowledged())
                .as("nothing is confirmed before the row is stored")
                .isFalse();
        kept.stored.complete(null);
        assertThat(batch.isAcknowledged()).isTrue();

        publisher.send(List.of(row("4"), tooLarge), stats);
        assertThat(payloads()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void keepsARowOfWhichNoRecordCanBeMade() {
        CommittedOutboxRow broken = row("x", "{\"a\":null}", "topic");
        publisher.send(List.of(broken, row("1")), stats);
        assertThat(kept.reasons).containsOnlyKeys(broken.id());
        assertThat(payloads()).containsExactly("1");
    }

    @Test
    void keepsARowForATopicThatDoesNotExist() {
        producer.missing.add("nowhere");
        CommittedOutboxRow astray = row("x", null, "nowhere");
        publisher.send(List.of(astray, row("1")), stats);
        assertThat(kept.reasons.get(astray.id())).contains("topic nowhere does not exist");
        assertThat(payloads()).containsExactly("1");
    }

    @Test
    void stopsWhenARefusedRowCannotBeStored() {
        KafkaSendBatch batch = publisher.send(List.of(row("1")), stats);
        producer.errorNext(new RecordTooLargeException("too large"));

        kept.stored.completeExceptionally(new IllegalStateException("the database is away"));

        assertThat(batch.isAcknowledged()).isFalse();
        assertThat(producer.closed()).isTrue();
        assertThatExceptionOfType(PublishFailedException.class)
                .isThrownBy(publisher::requireWorking)
                .withMessageContaining("could not be quarantined");
    }

    @Test
    void keepsTheOneRowThatEndsEveryPublisherWhileOthersAreAccepted() {
        RepeatedFailures repeated = new RepeatedFailures();
        CommittedOutboxRow before = row("before");
        CommittedOutboxRow broken = row("broken");
        int attempts = 0;
        while (kept.reasons.isEmpty() && attempts < 20) {
            attempts++;
            Producer next = new BrokenFor(broken);
            KafkaPublisher attempt = publisher(next, repeated);
            try {
                attempt.send(List.of(before, broken, row("after")), stats);
                next.answer();
            } catch (PublishFailedException failed) {
                assertThat(failed).hasMessageContaining("did not accept");
            }
        }
        assertThat(kept.reasons).containsOnlyKeys(broken.id());
        assertThat(kept.reasons.get(broken.id())).contains("UnknownServerException", "while Kafka accepted other rows");
        assertThat(attempts).as("it may pass").isGreaterThan(RepeatedFailures.SUSPECTED_AFTER);
        assertThat(repeated.sendAlone()).isFalse();
    }

    @Test
    void keepsNoRowWhileKafkaAcceptsNone() {
        RepeatedFailures repeated = new RepeatedFailures();
        List<CommittedOutboxRow> rows = List.of(row("1"), row("2"), row("3"));
        for (int i = 0; i < 20; i++) {
            Producer next = new BrokenFor(rows.toArray(CommittedOutboxRow[]::new));
            KafkaPublisher attempt = publisher(next, repeated);
            assertThatExceptionOfType(PublishFailedException.class).isThrownBy(() -> {
                attempt.send(rows, stats);
                next.answer();
                attempt.requireWorking();
            });
        }
        assertThat(kept.reasons).isEmpty();
    }

    private KafkaPublisher publisher(Producer to, RepeatedFailures repeated) {
        return new KafkaPublisher(to, new TopicCheck(to, to.missing::contains, Duration.ZERO), kept, repeated);
    }

    /** Answers these rows with an error that the broker does not explain; those of one request all get the same answer. */
    private static final class BrokenFor extends Producer {
        private final Set<String> broken;

        BrokenFor(CommittedOutboxRow... rows) {
            this.broken = Stream.of(rows).map(CommittedOutboxRow::payload).collect(Collectors.toSet());
        }

        @Override
        public synchronized void flush() {
            answer();
        }

        @Override
        void answer() {
            List<String> request = history().stream()
                    .skip(answered)
                    .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .toList();
            answered += request.size();
            boolean fails = request.stream().anyMatch(broken::contains);
            for (int i = 0; i < request.size() && !closed(); i++) {
                if (fails) {
                    errorNext(new UnknownServerException("The server experienced an unexpected error"));
                } else {
                    completeNext();
                }
            }
        }
    }

    private List<String> payloads() {
        return producer.history().stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static CommittedOutboxRow row(String payload) {
        return row(payload, null, "topic");
    }

    private static CommittedOutboxRow row(String payload, @Nullable String headers, String topic) {
        return new CommittedOutboxRow(
                "orders", UUID.randomUUID(), topic, "k", "t", null, null, null, null, null, headers, payload, null);
    }

    /** Answers only when the test says so. */
    private static class Producer extends MockProducer<byte[], byte[]> {
        private final List<String> missing = new ArrayList<>();
        private int forgotten;
        int answered;

        void answer() {}

        Producer() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (forgotten > 0) {
                forgotten--;
                TimeoutException timeout = new TimeoutException("Topic not present in metadata");
                callback.onCompletion(new RecordMetadata(new TopicPartition("topic", 0), -1, 0, 0, 0, 0), timeout);
                return CompletableFuture.failedFuture(timeout);
            }
            return super.send(record, callback);
        }

        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            if (missing.contains(topic)) {
                throw new TimeoutException("not present in metadata");
            }
            return super.partitionsFor(topic);
        }
    }

    private static final class Kept implements RefusedRows {
        private final Map<UUID, String> reasons = new HashMap<>();
        private final CompletableFuture<Void> stored = new CompletableFuture<>();

        @Override
        public boolean contains(UUID id) {
            return reasons.containsKey(id);
        }

        @Override
        public CompletableFuture<Void> keep(CommittedOutboxRow row, RowRefusal refusal) {
            reasons.put(row.id(), refusal.reason());
            return stored;
        }
    }
}
