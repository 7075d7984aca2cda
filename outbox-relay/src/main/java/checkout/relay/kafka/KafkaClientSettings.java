package checkout.relay.kafka;

import checkout.relay.settings.RelaySettings;
import java.time.Duration;
import java.util.Map;

/**
 * What every Kafka client of the relay needs to know.
 *
 * @param relay how records are sent
 * @param connection how Kafka is reached: brokers, TLS, authentication
 */
public record KafkaClientSettings(RelaySettings.Kafka relay, Map<String, Object> connection) {

    /** Returns a modifiable map of the settings with which any client connects. */
    Map<String, Object> client() {
        return relay.client(connection);
    }

    public KafkaClientSettings withDeliveryTimeout(Duration timeout) {
        return new KafkaClientSettings(relay.withDeliveryTimeout(timeout), connection);
    }
}
