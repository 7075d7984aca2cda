package checkout.saga.runtime;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The saga types of this orchestrator, by name and by the messages that start and cancel them. */
public final class SagaTypes {
    private final Map<String, SagaType<?>> byName = new LinkedHashMap<>();

    public SagaTypes(Collection<SagaType<?>> types) {
        for (SagaType<?> type : types) {
            if (byName.put(type.name(), type) != null) {
                throw new IllegalArgumentException("Two saga types are named '%s'".formatted(type.name()));
            }
        }
        List<Class<?>> messages =
                types.stream().flatMap(type -> type.messages().stream()).toList();
        if (messages.stream().distinct().count() < messages.size()) {
            throw new IllegalArgumentException("A message starts or cancels more than one saga type: " + messages);
        }
        types.forEach(SagaType::startDefinition);
    }

    /** A version of a saga type that this instance can run. */
    public record Version(String type, int version) {}

    public Collection<SagaType<?>> all() {
        return byName.values();
    }

    public Optional<SagaType<?>> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The type whose sagas this message starts. */
    public Optional<SagaType<?>> startedBy(Object message) {
        return byName.values().stream()
                .<SagaType<?>>map(type -> type)
                .filter(type -> type.isStartedBy(message.getClass()))
                .findFirst();
    }

    /** The type whose sagas this message cancels. */
    public Optional<SagaType<?>> cancelledBy(Object message) {
        return byName.values().stream()
                .<SagaType<?>>map(type -> type)
                .filter(type -> type.isCancelledBy(message.getClass()))
                .findFirst();
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

    public List<Version> versions() {
        return byName.values().stream()
                .flatMap(type ->
                        type.versions().stream().map(Saga::version).map(version -> new Version(type.name(), version)))
                .toList();
    }
}
