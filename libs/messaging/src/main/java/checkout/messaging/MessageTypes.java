package checkout.messaging;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    /** The entries for message types that are described elsewhere, such as in the contracts of an application. */
    public static <T> MessageTypes of(
            Collection<T> types, Function<T, String> name, Function<T, String> topic, Function<T, Class<?>> body) {
        return new MessageTypes(types.stream()
                .map(type -> new Entry(name.apply(type), topic.apply(type), body.apply(type)))
                .toList());
    }

    public Optional<Entry> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The topics of all message types. */
    public Set<String> topics() {
        return byName.values().stream().map(Entry::topic).collect(Collectors.toCollection(TreeSet::new));
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
