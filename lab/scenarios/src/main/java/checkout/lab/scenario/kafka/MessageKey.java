package checkout.lab.scenario.kafka;

import java.util.UUID;

/**
 * A message as it stands in Kafka, or is to stand there.
 *
 * @param line what it must be in order with: the outbox it comes from, its topic and its key
 */
record MessageKey(String line, UUID id) {

    static String line(String schema, String topic, String key) {
        return schema + " " + topic + " " + key;
    }
}
