package checkout.messaging;

import java.util.List;

/**
 * Subscribes a handler to topics; declare a bean of this type to consume.
 *
 * @param raw whether records are handed over undecoded, with a {@link RawRecord} as their body, whatever their type, age
 *     or missing headers. Only such a handler may receive a record again after the inbox has forgotten it
 */
public record Subscription(String group, List<String> topics, BatchHandler handler, boolean raw) {
    public Subscription(String group, List<String> topics, BatchHandler handler) {
        this(group, topics, handler, false);
    }
}
