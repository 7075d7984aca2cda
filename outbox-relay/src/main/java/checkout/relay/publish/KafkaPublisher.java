package checkout.relay.publish;

import checkout.relay.settings.RelaySettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends rows in the order given and reports back which Kafka has acknowledged.
 *
 * <p>The producer is idempotent, so its own retries neither double nor reorder the records of a key; it retries until the delivery timeout, and what fails
 * then is handed to {@code whenGivenUp}, which must end the process: a row skipped here would be lost.
 */
public final class KafkaPublisher implements AutoCloseable {

    private static final int LARGEST_REQUEST_OF_A_PARTITION = 128 * 1024;

    private final CloudEventRecords cloudEvents = new CloudEventRecords();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Consumer<Exception> whenGivenUp;

    public KafkaPublisher(RelaySettings.Kafka kafka, Consumer<Exception> whenGivenUp) {
        this.producer = new KafkaProducer<>(settings(kafka));
        this.whenGivenUp = whenGivenUp;
    }

    private static Map<String, Object> settings(RelaySettings.Kafka kafka) {
        long delivery = kafka.deliveryTimeout().toMillis();
        return Map.ofEntries(
                Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "outbox-relay"),
                Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(delivery)),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(Math.min(30_000, delivery / 2))),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, delivery),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, kafka.linger().toMillis()),
                Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, LARGEST_REQUEST_OF_A_PARTITION),
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, kafka.compression()),
                Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false));
    }

    /** Sends without waiting; the answer knows when Kafka has all of them. */
    public SendBatch send(List<CapturedRow> rows, PublishStats publishStats) {
        SendBatch sendBatch = new SendBatch(rows.size());
        for (CapturedRow row : rows) {
            var unused = producer.send(cloudEvents.recordOf(row), (metadata, failure) -> {
                if (failure == null) {
                    publishStats.acknowledged(row);
                    sendBatch.oneAcknowledged();
                } else {
                    whenGivenUp.accept(new UnpublishableRowException(row, "Kafka did not take it", failure));
                }
            });
        }
        return sendBatch;
    }

    /** Waits for nothing that was not sent: what Kafka has not acknowledged will be read from the slot again. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
