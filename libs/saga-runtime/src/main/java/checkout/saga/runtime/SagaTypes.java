package checkout.saga.runtime;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The saga types of this orchestrator, by name and by the messages that start and cancel them. */
public final class SagaTypes {
    private final Map<String, SagaType<?>> byName = new LinkedHashMap<>();
    private final Map<Class<?>, SagaType<?>> byStart = new HashMap<>();
    private final Map<Class<?>, SagaType<?>> byCancel = new HashMap<>();

    public SagaTypes(Collection<SagaType<?>> types) {
        for (SagaType<?> type : types) {
            if (byName.put(type.name(), type) != null) {
                throw new IllegalArgumentException("Two saga types are named '%s'".formatted(type.name()));
            }
        }
        for (SagaType<?> type : types) {
            type.startMessage().ifPresent(message -> put(byStart, message, type));
            type.cancelMessage().ifPresent(message -> put(byCancel, message, type));
            type.startDefinition();
        }
    }

    private void put(Map<Class<?>, SagaType<?>> byMessage, Class<?> message, SagaType<?> type) {
        if (byStart.containsKey(message) || byCancel.containsKey(message)) {
            throw new IllegalArgumentException(
                    "%s starts or cancels more than one saga type".formatted(message.getName()));
        }
        byMessage.put(message, type);
    }

    /** A version of a saga type that this instance can run. */
    public record Version(String type, int version) {}

    /** The messages that start or cancel sagas. */
    Set<Class<?>> messages() {
        Set<Class<?>> messages = new HashSet<>(byStart.keySet());
        messages.addAll(byCancel.keySet());
        return messages;
    }

    public Collection<SagaType<?>> all() {
        return byName.values();
    }

    public Optional<SagaType<?>> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The type whose sagas this message starts. */
    public Optional<SagaType<?>> startedBy(Object message) {
        return Optional.ofNullable(byStart.get(message.getClass()));
    }

    /** The type whose sagas this message cancels. */
    public Optional<SagaType<?>> cancelledBy(Object message) {
        return Optional.ofNullable(byCancel.get(message.getClass()));
    }

    /** Why this instance cannot run sagas of a type and version; empty if it can. */
    public Optional<String> notDeployed(String name, int version) {
        SagaType<?> type = byName.get(name);
        if (type == null) {
            return Optional.of("saga type '%s' is not deployed".formatted(name));
        }
        return switch (type.version(version)) {
            case Lookup.Known<?> deployed -> Optional.empty();
            case Lookup.Unknown<?>(String reason) -> Optional.of(reason);
        };
    }

    /** Whether a message of this class starts sagas. */
    public boolean isStart(Class<?> message) {
        return byStart.containsKey(message);
    }

    /** Whether a message of this class cancels sagas. */
    public boolean isCancel(Class<?> message) {
        return byCancel.containsKey(message);
    }

    /** The type whose sagas messages of this class start or cancel. */
    public Optional<SagaType<?>> concernedBy(Class<?> message) {
        SagaType<?> started = byStart.get(message);
        return Optional.ofNullable(started == null ? byCancel.get(message) : started);
    }

    /** Whether this instance can run sagas of a type and version. */
    public boolean isDeployed(String name, int version) {
        return notDeployed(name, version).isEmpty();
    }

    public List<Version> versions() {
        return byName.values().stream()
                .flatMap(type ->
                        type.versions().stream().map(Saga::version).map(version -> new Version(type.name(), version)))
                .toList();
    }
}
