package checkout.messaging;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The message types a service knows: logical name and topic on the wire, record in the code. */
public final class MessageTypes {
    private final Map<String, Entry> byName = new HashMap<>();
    private final Map<Class<?>, Entry> byBody = new HashMap<>();

    /** One message type. */
    public record Entry(String name, String topic, Class<?> body) {}

    public MessageTypes(Collection<Entry> entries) {
        for (Entry entry : entries) {
            if (byName.put(entry.name(), entry) != null || byBody.put(entry.body(), entry) != null) {
                throw new IllegalArgumentException("Message type named twice: " + entry);
            }
        }
    }

    public Optional<Entry> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The type of a body that is about to be sent; an unnamed one is a bug. */
    public Entry of(Object body) {
        Entry entry = byBody.get(body.getClass());
        if (entry == null) {
            throw new IllegalStateException(
                    "No message type is named for %s; add it to the catalogue".formatted(body.getClass()));
        }
        return entry;
    }
}
