package checkout.lab.scenario.kafka;

import java.util.UUID;

/**
 * A message as it was written to an outbox or published to Kafka.
 *
 * @param stream the sequence in which it must be in order: the outbox it comes from, its topic and its key
 */
record OutboxMessage(String stream, UUID id) {

    static String stream(String schema, String topic, String key) {
        return schema + " " + topic + " " + key;
    }
}
