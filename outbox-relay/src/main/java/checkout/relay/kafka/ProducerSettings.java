package checkout.relay.kafka;

import checkout.relay.settings.RelaySettings;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of a Kafka producer that neither loses, duplicates nor reorders the records of a key. */
public final class ProducerSettings {

    private static final int BATCH_SIZE_BYTES = 128 * 1024;
    private static final long METADATA_TIMEOUT_MILLIS = 5_000;
    private static final long SPARE_BUFFER_BYTES = 32L * 1024 * 1024;

    private ProducerSettings() {}

    /**
     * The settings of one producer.
     *
     * @param maxUnacknowledgedBytes how many bytes are sent without an acknowledgement
     */
    public static Map<String, Object> of(KafkaClientSettings settings, long maxUnacknowledgedBytes) {
        RelaySettings.Kafka kafka = settings.relay();
        long deliveryMillis = kafka.deliveryTimeout().toMillis();
        long maxRequestBytes = kafka.maxRequest().toBytes();
        Map<String, Object> producer = settings.client();
        // these decide whether rows are lost, duplicated or reordered, and no other setting may change them
        producer.putAll(Map.ofEntries(
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "outbox-relay"),
                Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(deliveryMillis)),
                Map.entry(
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        Math.toIntExact(Math.min(30_000, deliveryMillis / 2))),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.min(METADATA_TIMEOUT_MILLIS, deliveryMillis)),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, kafka.linger().toMillis()),
                Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_SIZE_BYTES),
                // the publisher's caller stops before this is used up, so that a send never waits for memory
                Map.entry(
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        2 * maxUnacknowledgedBytes + maxRequestBytes + SPARE_BUFFER_BYTES),
                Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.toIntExact(maxRequestBytes)),
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, kafka.compression()),
                Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false)));
        return producer;
    }
}
