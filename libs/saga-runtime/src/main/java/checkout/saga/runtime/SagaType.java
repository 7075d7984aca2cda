package checkout.saga.runtime;

import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One type of saga: its deployed versions, the messages that start and cancel it, and the events it publishes when it
 * ends. A bean of this type makes the orchestrator run it.
 *
 * @param <D> the saga's data; stored as JSON, so it grows by optional fields only
 */
public final class SagaType<D> {
    private final Class<D> dataClass;
    private final SagaVersions<D> versions;
    private final @Nullable Integer startVersion;
    private final @Nullable Trigger<?> start;
    private final @Nullable Trigger<?> cancel;
    private final @Nullable Function<UUID, Object> cancelRefused;
    private final @Nullable Function<D, UUID> key;
    private final @Nullable Function<D, Object> completed;
    private final @Nullable BiFunction<D, AbortCause, Object> compensated;

    /** A message that concerns a saga, and how to read the saga's id from it. */
    private record Trigger<E>(Class<E> message, Function<E, UUID> sagaId) {
        UUID idOf(Object body) {
            UUID id = sagaId.apply(message.cast(body));
            if (id == null) {
                throw new IllegalArgumentException("%s names no saga".formatted(message.getSimpleName()));
            }
            return id;
        }
    }

    private SagaType(
            Class<D> dataClass,
            SagaVersions<D> versions,
            @Nullable Integer startVersion,
            @Nullable Trigger<?> start,
            @Nullable Trigger<?> cancel,
            @Nullable Function<UUID, Object> cancelRefused,
            @Nullable Function<D, UUID> key,
            @Nullable Function<D, Object> completed,
            @Nullable BiFunction<D, AbortCause, Object> compensated) {
        this.dataClass = dataClass;
        this.versions = versions;
        this.startVersion = startVersion;
        this.start = start;
        this.cancel = cancel;
        this.cancelRefused = cancelRefused;
        this.key = key;
        this.completed = completed;
        this.compensated = compensated;
    }

    public static <D> SagaType<D> of(Class<D> dataClass, SagaVersions<D> versions) {
        List<String> names = versions.all().stream().map(Saga::name).distinct().toList();
        if (names.size() != 1) {
            throw new IllegalArgumentException("The versions of a saga type must have one name, not " + names);
        }
        return new SagaType<>(dataClass, versions, null, null, null, null, null, null, null);
    }

    /** The message that starts a saga, and the id the new saga gets: the same message never starts a second one. */
    public <E> SagaType<D> startedBy(Class<E> message, Function<E, UUID> sagaId) {
        versions.all().stream()
                .filter(version -> !version.startType().equals(message))
                .findFirst()
                .ifPresent(version -> {
                    throw new IllegalArgumentException("Version %d of saga '%s' is started by %s, not by %s"
                            .formatted(
                                    version.version(),
                                    version.name(),
                                    version.startType().getSimpleName(),
                                    message.getSimpleName()));
                });
        Trigger<E> trigger = new Trigger<>(message, sagaId);
        return new SagaType<>(
                dataClass, versions, startVersion, trigger, cancel, cancelRefused, key, completed, compensated);
    }

    /**
     * The version that new sagas take; the newest one unless this or {@code checkout.saga.start-versions} says otherwise.
     * Deploy a new version everywhere before it becomes the start version, so that no instance meets a saga it does not
     * know.
     */
    public SagaType<D> startVersion(int version) {
        return new SagaType<>(dataClass, versions, version, start, cancel, cancelRefused, key, completed, compensated);
    }

    /**
     * The message that cancels a saga.
     *
     * @param refused makes the message that is sent when the cancellation changes nothing
     */
    public <E> SagaType<D> cancelledBy(Class<E> message, Function<E, UUID> sagaId, Function<UUID, Object> refused) {
        Trigger<E> trigger = new Trigger<>(message, sagaId);
        return new SagaType<>(dataClass, versions, startVersion, start, trigger, refused, key, completed, compensated);
    }

    /** The Kafka key of the saga's messages; the saga's id unless this says otherwise. */
    public SagaType<D> keyedBy(Function<D, UUID> key) {
        return new SagaType<>(
                dataClass, versions, startVersion, start, cancel, cancelRefused, key, completed, compensated);
    }

    /** The event that is published when every step is done. */
    public SagaType<D> onCompleted(Function<D, Object> event) {
        return new SagaType<>(dataClass, versions, startVersion, start, cancel, cancelRefused, key, event, compensated);
    }

    /** The event that is published when everything is undone. */
    public SagaType<D> onCompensated(BiFunction<D, AbortCause, Object> event) {
        return new SagaType<>(dataClass, versions, startVersion, start, cancel, cancelRefused, key, completed, event);
    }

    public String name() {
        return versions.all().getFirst().name();
    }

    public Class<D> dataClass() {
        return dataClass;
    }

    public List<Saga<D>> versions() {
        return versions.all();
    }

    public Lookup<D> version(int version) {
        return versions.find(name(), version);
    }

    /** The definition that new sagas take. */
    public Saga<D> startDefinition() {
        Lookup<D> lookup = startVersion == null ? versions.newest(name()) : version(startVersion);
        return switch (lookup) {
            case Lookup.Known<D>(Saga<D> saga) -> saga;
            case Lookup.Unknown<D>(String reason) ->
                throw new IllegalArgumentException("The start version is not deployed: " + reason);
        };
    }

    /** Whether a message of this class starts such a saga. */
    public boolean isStartedBy(Class<?> message) {
        return start != null && start.message().equals(message);
    }

    public boolean isCancelledBy(Class<?> message) {
        return cancel != null && cancel.message().equals(message);
    }

    /** The id of the saga that this message starts or cancels. */
    public UUID sagaId(Object message) {
        if (isStartedBy(message.getClass())) {
            return requirePresent(start).idOf(message);
        }
        if (isCancelledBy(message.getClass())) {
            return requirePresent(cancel).idOf(message);
        }
        throw new IllegalArgumentException("%s neither starts nor cancels a saga of type '%s'"
                .formatted(message.getClass().getName(), name()));
    }

    /** The message that says that a cancellation changed nothing. */
    public Object cancelRefused(UUID sagaId) {
        return requirePresent(cancelRefused).apply(sagaId);
    }

    public UUID key(UUID sagaId, D data) {
        return key == null ? sagaId : key.apply(data);
    }

    public @Nullable Object completedEvent(D data) {
        return completed == null ? null : completed.apply(data);
    }

    public @Nullable Object compensatedEvent(D data, AbortCause cause) {
        return compensated == null ? null : compensated.apply(data, cause);
    }

    Optional<Class<?>> startMessage() {
        return Optional.ofNullable(start).map(Trigger::message);
    }

    Optional<Class<?>> cancelMessage() {
        return Optional.ofNullable(cancel).map(Trigger::message);
    }

    private static <T> T requirePresent(@Nullable T option) {
        return Objects.requireNonNull(option);
    }
}
