package checkout.testinfra;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends records to topics, valid ones as the relay does and invalid ones. */
public final class TestProducer implements AutoCloseable {

    /** By bootstrap servers. */
    private static final Map<String, TestProducer> SHARED = new ConcurrentHashMap<>();

    private final KafkaProducer<String, String> producer;

    /** The producer for a broker that serves all tests of a JVM; nobody closes it. */
    public static TestProducer to(String bootstrapServers) {
        return SHARED.computeIfAbsent(bootstrapServers, TestProducer::new);
    }

    public TestProducer(String bootstrapServers) {
        this(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Sends to a broker that these settings of a client reach. */
    public TestProducer(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    /** The headers of the first attempt at a command of a saga. */
    public static Map<String, String> commandHeaders(UUID message, UUID saga, String step, String type) {
        return Map.of(
                "ce_id",
                message.toString(),
                "ce_type",
                type,
                "ce_sagaid",
                saga.toString(),
                "ce_sagastep",
                step,
                "ce_sagaaction",
                "DO",
                "ce_sagaattempt",
                "1");
    }

    /** Sends one record and waits for the broker's acknowledgement. */
    public RecordMetadata send(String topic, String key, @Nullable String body, Map<String, String> headers) {
        ProducerRecord<String, String> message = new ProducerRecord<>(topic, key, body);
        headers.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            return producer.send(message).get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker did not acknowledge a record for " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending to " + topic, e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
