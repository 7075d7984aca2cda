package checkout.messaging;

import java.util.List;

/**
 * Who takes which topics; a bean of this type is all it takes to consume.
 *
 * @param raw whether records are taken as they are, their body an {@link RawRecord}, whatever type they claim to be,
 *     whatever they lack and however old they are; only here a handler may meet again what it handled long before
 */
public record Subscription(String group, List<String> topics, BatchHandler handler, boolean raw) {
    public Subscription(String group, List<String> topics, BatchHandler handler) {
        this(group, topics, handler, false);
    }
}
