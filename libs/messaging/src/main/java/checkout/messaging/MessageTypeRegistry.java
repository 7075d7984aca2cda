package checkout.messaging;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The message types that a service knows: logical name and topic on the wire, record in the code. */
public final class MessageTypeRegistry {
    private final Map<String, Entry> byName = new HashMap<>();
    private final Map<Class<?>, Entry> byBody = new HashMap<>();

    /** One message type. */
    public record Entry(String name, String topic, Class<?> body) {}

    public MessageTypeRegistry(Collection<Entry> entries) {
        for (Entry entry : entries) {
            if (byName.put(entry.name(), entry) != null || byBody.put(entry.body(), entry) != null) {
                throw new IllegalArgumentException("The message type is declared twice: " + entry);
            }
        }
    }

    /**
     * Adapts a list that declares the types elsewhere, such as a record of name, topic and body:
     * {@code MessageTypeRegistry.of(MessageType.ALL, MessageType::name, MessageType::topic, MessageType::body)}.
     */
    public static <T> MessageTypeRegistry of(
            Collection<T> types,
            Function<? super T, String> name,
            Function<? super T, String> topic,
            Function<? super T, ? extends Class<?>> body) {
        return new MessageTypeRegistry(types.stream()
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

    /** The type of a body to send; a body without a declared type is a bug. */
    public Entry of(Object body) {
        return ofClass(body.getClass());
    }

    /** The type of bodies of this class; a class without a declared type is a bug. */
    public Entry ofClass(Class<?> body) {
        Entry entry = byBody.get(body);
        if (entry == null) {
            throw new IllegalStateException(
                    "No message type is declared for %s; add it to the message types".formatted(body));
        }
        return entry;
    }
}
