package checkout.saga.runtime;

import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import checkout.saga.engine.state.SagaState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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
    private @Nullable Integer startVersion;
    private @Nullable Trigger<?> start;
    private @Nullable Trigger<?> cancel;
    private @Nullable Function<UUID, Object> cancelRefused;
    private @Nullable Function<D, UUID> key;
    private @Nullable Function<D, Object> completed;
    private @Nullable BiFunction<D, AbortCause, Object> compensated;
    private @Nullable StatedOutcome outcome;
    private DataRemoval<D> forgetting = DataRemoval.nothing();

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

    private SagaType(Class<D> dataClass, SagaVersions<D> versions) {
        this.dataClass = dataClass;
        this.versions = versions;
    }

    /** A copy with a change. */
    private SagaType<D> with(Consumer<SagaType<D>> change) {
        SagaType<D> copy = new SagaType<>(dataClass, versions);
        copy.startVersion = startVersion;
        copy.start = start;
        copy.cancel = cancel;
        copy.cancelRefused = cancelRefused;
        copy.key = key;
        copy.completed = completed;
        copy.compensated = compensated;
        copy.outcome = outcome;
        copy.forgetting = forgetting;
        change.accept(copy);
        return copy;
    }

    public static <D> SagaType<D> of(Class<D> dataClass, SagaVersions<D> versions) {
        List<String> names = versions.all().stream().map(Saga::name).distinct().toList();
        if (names.size() != 1) {
            throw new IllegalArgumentException("The versions of a saga type must have one name, not " + names);
        }
        return new SagaType<>(dataClass, versions);
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
        return with(copy -> copy.start = new Trigger<>(message, sagaId));
    }

    /**
     * The version that new sagas take; the newest one unless this or {@code checkout.saga.start-versions} says otherwise.
     * Deploy a new version everywhere before it becomes the start version, so that no instance meets a saga it does not
     * know.
     */
    public SagaType<D> startVersion(int version) {
        return with(copy -> copy.startVersion = version);
    }

    /**
     * The message that cancels a saga.
     *
     * @param refused makes the message that is sent when the cancellation changes nothing
     */
    public <E> SagaType<D> cancelledBy(Class<E> message, Function<E, UUID> sagaId, Function<UUID, Object> refused) {
        return with(copy -> {
            copy.cancel = new Trigger<>(message, sagaId);
            copy.cancelRefused = refused;
        });
    }

    /** The Kafka key of the saga's messages; the saga's id unless this says otherwise. */
    public SagaType<D> keyedBy(Function<D, UUID> key) {
        return with(copy -> copy.key = key);
    }

    /** The event that is published when every step is done. */
    public SagaType<D> onCompleted(Function<D, Object> event) {
        return with(copy -> copy.completed = event);
    }

    /** The event that is published when everything is undone. */
    public SagaType<D> onCompensated(BiFunction<D, AbortCause, Object> event) {
        return with(copy -> copy.compensated = event);
    }

    /**
     * The command that tells the owner of the saga's business row how an operator ended the saga. It is made without the
     * saga's data, which may be what cannot be read.
     *
     * @param completed what operators call an end as if every step were done, such as CONFIRMED
     * @param compensated what they call an end as if everything were undone, such as REJECTED
     */
    public SagaType<D> onResolved(String completed, String compensated, StatedOutcome.Command command) {
        return with(copy -> copy.outcome = new StatedOutcome(completed, compensated, command));
    }

    /**
     * Removes from the data what the saga needs no longer once this step is done, refused or undone, or the saga has ended;
     * such as a card's token once the payment is authorized.
     */
    public SagaType<D> forgetAfter(String step, UnaryOperator<D> without) {
        if (versions.all().stream().allMatch(version -> version.stepNamed(step) == null)) {
            throw new IllegalArgumentException("No version of saga '%s' has a step '%s'".formatted(name(), step));
        }
        return with(copy -> copy.forgetting = forgetting.after(step, without));
    }

    /** Removes from the data what nobody needs once the saga has ended. */
    public SagaType<D> forgetOnEnd(UnaryOperator<D> without) {
        return with(copy -> copy.forgetting = forgetting.after(null, without));
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

    /** Whether a message cancels such sagas; only then may an operator cancel one, because its participants know the cause. */
    public boolean isCancellable() {
        return cancel != null;
    }

    /** Whether the Kafka key of a saga's messages is the saga's id. */
    public boolean isKeyedById() {
        return key == null;
    }

    public @Nullable Object completedEvent(D data) {
        return completed == null ? null : completed.apply(data);
    }

    public @Nullable Object compensatedEvent(D data, AbortCause cause) {
        return compensated == null ? null : compensated.apply(data, cause);
    }

    /** How operators state an outcome of such a saga; empty if nobody is told of it. */
    public Optional<StatedOutcome> statedOutcome() {
        return Optional.ofNullable(outcome);
    }

    /** The data without what the saga needs no longer in this state. */
    public D forget(SagaState state, D data) {
        return forgetting.apply(state, data);
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
