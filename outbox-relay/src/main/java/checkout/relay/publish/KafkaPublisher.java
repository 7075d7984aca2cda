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
 * Sends rows to Kafka in the given order and reports which of them are acknowledged.
 *
 * <p>The producer is idempotent, so its retries neither duplicate nor reorder the records of a key. It retries until the delivery timeout; a record that
 * fails then is passed to {@code onFailure}, which must end the process, because a row skipped here would be lost.
 */
public final class KafkaPublisher implements AutoCloseable {

    private static final int BATCH_SIZE_BYTES = 128 * 1024;

    private final CloudEventRecords cloudEvents = new CloudEventRecords();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Consumer<Exception> onFailure;

    /**
     * Creates the producer, which connects in the background.
     *
     * @param connection how every Kafka client of this process connects: brokers, TLS, authentication
     */
    public KafkaPublisher(RelaySettings.Kafka kafka, Map<String, Object> connection, Consumer<Exception> onFailure) {
        this.producer = new KafkaProducer<>(producerConfig(kafka, connection));
        this.onFailure = onFailure;
    }

    private static Map<String, Object> producerConfig(RelaySettings.Kafka kafka, Map<String, Object> connection) {
        long deliveryMillis = kafka.deliveryTimeout().toMillis();
        Map<String, Object> config = kafka.client(connection);
        // what follows decides whether rows are lost, duplicated or reordered, and no other setting may change it
        config.putAll(Map.ofEntries(
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "outbox-relay"),
                Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(deliveryMillis)),
                Map.entry(
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        Math.toIntExact(Math.min(30_000, deliveryMillis / 2))),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, deliveryMillis),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, kafka.linger().toMillis()),
                Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_SIZE_BYTES),
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, kafka.compression()),
                Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false)));
        return config;
    }

    /** Sends the rows without waiting; the returned batch tracks their acknowledgement. */
    public KafkaSendBatch send(List<CommittedOutboxRow> rows, PublishStats publishStats) {
        KafkaSendBatch batch = new KafkaSendBatch(rows.size());
        for (CommittedOutboxRow row : rows) {
            var unused = producer.send(cloudEvents.recordOf(row), (metadata, failure) -> {
                if (failure == null) {
                    publishStats.acknowledged(row);
                    batch.oneAcknowledged();
                } else {
                    batch.failed(failure);
                    onFailure.accept(new UnpublishableRowException(row, "Kafka did not accept it", failure));
                }
            });
        }
        return batch;
    }

    /** Does not wait for unsent records: what Kafka has not acknowledged is read from the slot again. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
