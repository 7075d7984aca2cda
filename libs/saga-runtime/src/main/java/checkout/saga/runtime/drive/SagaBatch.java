package checkout.saga.runtime.drive;

import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.saga.engine.SagaDecision;
import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.SagaEngine;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.StepCommand;
import checkout.saga.engine.Timers;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.store.SagaRow;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The sagas of one transaction while they are changed. Only here do the engine's decisions meet the clock and random
 * numbers.
 */
final class SagaBatch {
    private final Map<UUID, SagaRow> locked;
    private final SagaTypes types;
    private final Instant now;
    private final Map<UUID, SagaRow> started = new LinkedHashMap<>();
    private final Map<UUID, SagaRow> changed = new LinkedHashMap<>();
    private final Map<UUID, Impossible<?>> impossible = new LinkedHashMap<>();
    private final Effects effects = new Effects();

    SagaBatch(Map<UUID, SagaRow> locked, SagaTypes types, Instant now) {
        this.locked = locked;
        this.types = types;
        this.now = now;
    }

    /** Starts a saga in its type's start version, unless it has been started before. */
    <D> void start(SagaType<D> type, Object event, @Nullable String traceparent) {
        UUID id = type.sagaId(event);
        SagaRow existing = find(id);
        if (existing != null) {
            checkType(type, existing);
            return;
        }
        Moved<D> first = SagaEngine.start(type.startDefinition(), event);
        Timers timers = Timers.EMPTY.after(first, now, SagaBatch::randomUpTo);
        started.put(id, SagaRow.started(id, first.state(), first.data(), timers));
        send(type, id, first, traceparent);
    }

    /** Gives a saga an input; the decision is empty if the saga does not exist or its version is not deployed here. */
    Optional<SagaDecision<?>> decide(UUID id, SagaInput input, @Nullable String traceparent) {
        SagaRow saga = find(id);
        if (saga == null) {
            impossible.put(id, new Impossible<>("there is no such saga", null, input));
            return Optional.empty();
        }
        Optional<SagaType<?>> type = types.named(saga.state().saga());
        if (type.isEmpty()) {
            park(saga, "saga type '%s' is not deployed".formatted(saga.state().saga()));
            return Optional.empty();
        }
        return decide(type.get(), saga, input, traceparent);
    }

    private <D> Optional<SagaDecision<?>> decide(
            SagaType<D> type, SagaRow saga, SagaInput input, @Nullable String traceparent) {
        return switch (type.version(saga.state().version())) {
            case Lookup.Known<D>(Saga<D> definition) -> Optional.of(decide(type, definition, saga, input, traceparent));
            case Lookup.Unknown<D>(String reason) -> {
                park(saga, reason);
                yield Optional.empty();
            }
        };
    }

    private <D> SagaDecision<D> decide(
            SagaType<D> type, Saga<D> definition, SagaRow saga, SagaInput input, @Nullable String traceparent) {
        D data = type.dataClass().cast(saga.data());
        SagaDecision<D> decision = SagaEngine.decide(definition, saga.state(), data, input);
        switch (decision) {
            case Moved<D> moved -> {
                Timers timers = saga.timers().after(moved, now, SagaBatch::randomUpTo);
                put(saga.with(moved.state(), moved.data(), timers));
                send(type, saga.id(), moved, traceparent);
            }
            case Impossible<D> anomaly -> impossible.put(saga.id(), anomaly);
            case Ignored<D> ignored -> {
                // state and data stay as they are
            }
        }
        return decision;
    }

    private void park(SagaRow saga, String reason) {
        put(saga.with(saga.state().parkedBecause(reason), saga.data(), saga.timers()));
    }

    private @Nullable SagaRow find(UUID id) {
        SagaRow saga = changed.get(id);
        if (saga == null) {
            saga = started.get(id);
        }
        return saga == null ? locked.get(id) : saga;
    }

    private void put(SagaRow saga) {
        (started.containsKey(saga.id()) ? started : changed).put(saga.id(), saga);
    }

    /** Ids are unique over all types: a message must not start or cancel a saga of another type. */
    private static void checkType(SagaType<?> type, SagaRow saga) {
        if (!saga.state().saga().equals(type.name())) {
            throw new IllegalArgumentException("Saga %s is a '%s', not a '%s'"
                    .formatted(saga.id(), saga.state().saga(), type.name()));
        }
    }

    /**
     * Cancels a saga. If that changes nothing, the sender is told that the cancellation is refused; if the saga is being
     * undone, the event at its end tells.
     */
    void cancel(SagaType<?> type, UUID id, @Nullable String traceparent) {
        SagaRow saga = find(id);
        if (saga != null) {
            checkType(type, saga);
        }
        Optional<SagaDecision<?>> decision = decide(id, new SagaInput.CancelRequested(), traceparent);
        boolean cancelled = decision.isPresent() && decision.get() instanceof Moved<?>;
        if (!cancelled && !isBeingUndone(id)) {
            effects.send(key(type, id), type.cancelRefused(id), Correlation.ofSaga(id), traceparent);
        }
    }

    /** The key of a saga's messages; its id as long as nothing is known of it. */
    private <D> UUID key(SagaType<D> type, UUID id) {
        SagaRow saga = find(id);
        return saga != null && type.dataClass().isInstance(saga.data())
                ? type.key(id, type.dataClass().cast(saga.data()))
                : id;
    }

    private boolean isBeingUndone(UUID id) {
        SagaRow saga = find(id);
        return saga != null
                && saga.state().abort() != null
                && !saga.state().phase().ended();
    }

    /** Gives every locked saga the timeouts that are due, each once. */
    void fireDueTimers() {
        for (SagaRow saga : locked.values()) {
            var due = saga.timers().due(saga.state(), now);
            changed.put(saga.id(), saga.with(saga.timers().fired(now)));
            due.forEach(input -> decide(saga.id(), input, null));
        }
    }

    private <D> void send(SagaType<D> type, UUID id, Moved<D> moved, @Nullable String traceparent) {
        UUID key = type.key(id, moved.data());
        for (StepCommand command : moved.commands()) {
            var correlation =
                    new Correlation(id, command.step(), command.action().name(), command.attempt());
            effects.send(key, command.payload(), correlation, traceparent);
        }
        Object event = endEvent(type, moved);
        if (event != null) {
            effects.send(key, event, Correlation.ofSaga(id), traceparent);
        }
    }

    private static <D> @Nullable Object endEvent(SagaType<D> type, Moved<D> moved) {
        SagaState state = moved.state();
        if (state.phase() == SagaPhase.COMPLETED) {
            return type.completedEvent(moved.data());
        }
        return state.phase() == SagaPhase.COMPENSATED && state.abort() != null
                ? type.compensatedEvent(moved.data(), state.abort())
                : null;
    }

    private static long randomUpTo(long bound) {
        return ThreadLocalRandom.current().nextLong(bound + 1);
    }

    Collection<SagaRow> started() {
        return started.values();
    }

    Collection<SagaRow> changed() {
        return changed.values();
    }

    Map<UUID, Impossible<?>> impossible() {
        return impossible;
    }

    Effects effects() {
        return effects;
    }
}
