package checkout.backing.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Red means: the broker creates a topic by itself, or loses a record. */
class TemporaryKafkaBrokerTest {

    private static TemporaryKafkaBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = TemporaryKafkaBroker.start();
        try (Admin admin = Admin.create(broker.adminClientSettings())) {
            admin.createTopics(List.of(new NewTopic("checkout.events", 2, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "lz4", "zstd", "snappy"})
    void returnsRecordsOfEveryCompression(String compression) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "compression.type", compression),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("checkout.events", compression, "a compressible body ".repeat(20)))
                    .get(30, TimeUnit.SECONDS);
        }

        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "group.id",
                        "test-" + compression,
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of("checkout.events"));
            boolean found = false;
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!found && System.nanoTime() < deadline) {
                ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(500));
                for (var record : records) {
                    found |= record.key().equals(compression);
                }
            }
            assertThat(found).isTrue();
        }
    }

    @Test
    void doesNotCreateAMistypedTopic() {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "max.block.ms", 3000),
                new StringSerializer(),
                new StringSerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("order.events", "x"))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .rootCause()
                    .isInstanceOfAny(
                            UnknownTopicOrPartitionException.class,
                            org.apache.kafka.common.errors.TimeoutException.class);
        }
    }
}
