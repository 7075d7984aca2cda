package checkout.saga.runtime.drive;

import checkout.messaging.Correlation;
import checkout.saga.engine.SagaDecision;
import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.SagaEngine;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.Timers;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import checkout.saga.engine.state.SagaState;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.store.LockedSagas;
import checkout.saga.runtime.store.ParkedSagas;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.StoredSaga;
import checkout.saga.runtime.store.UnreadableSaga;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sagas of one transaction while they are changed. Only here do the engine's decisions meet the time and random numbers. A
 * saga that cannot be read or decided is parked; it does not affect the others.
 */
final class SagaBatch {
    private final LockedSagas locked;
    private final SagaTypes types;
    private final OutgoingSagaMessages outgoing;
    private final UndecidedSagas parkings;
    private final Map<UUID, SagaRow> started = new LinkedHashMap<>();
    private final Map<UUID, SagaRow> changed = new LinkedHashMap<>();

    SagaBatch(LockedSagas locked, SagaTypes types, OutgoingSagaMessages outgoing, UndecidedSagas parkings) {
        this.locked = locked;
        this.types = types;
        this.outgoing = outgoing;
        this.parkings = parkings;
    }

    /** Starts a saga in its type's start version, unless it has been started before. */
    <D> void start(SagaType<D> type, Object event, @Nullable String traceparent) {
        UUID id = type.sagaId(event);
        StoredSaga existing = find(id);
        if (existing != null) {
            checkType(type, existing);
            return;
        }
        SagaIds.check(id, type.name());
        Moved<D> first = SagaEngine.start(type.startDefinition(), event);
        Timers timers = Timers.EMPTY.after(first, locked.now(), SagaBatch::randomUpTo);
        outgoing.moved(type, id, first, traceparent);
        started.put(id, SagaRow.started(id, first.state(), type.forget(first.state(), first.data()), timers));
    }

    /**
     * Gives a saga a reply. If nobody can decide on it here, the saga is parked and the reply is kept until somebody can.
     */
    void reply(SagaInput input, ParkedSagas.Input message) {
        UUID id = message.sagaId();
        switch (find(id)) {
            case null -> parkings.anomaly(id, new Impossible<>("there is no such saga", null, input));
            case UnreadableSaga unreadable -> parkings.unreadable(unreadable, input, message);
            case SagaRow saga
            when !isDeployed(saga) -> parkings.notDeployed(saga, whyNotDeployed(saga), input, message);
            case SagaRow saga when parkings.contains(id) -> parkings.keep(message);
            case SagaRow saga when saga.phase().ended() -> late(saga, input, message.traceparent());
            case SagaRow saga -> isolated(saga, message, () -> decide(id, input, message.traceparent()));
        }
    }

    /** Gives a saga that can be read and is deployed here an input. */
    SagaDecision<?> decide(UUID id, SagaInput input, @Nullable String traceparent) {
        if (!(find(id) instanceof SagaRow saga)) {
            throw new IllegalStateException("Indicates a bug: saga %s was not read".formatted(id));
        }
        return decide(types.named(saga.type()).orElseThrow(), saga, input, traceparent);
    }

    private <D> SagaDecision<D> decide(SagaType<D> type, SagaRow saga, SagaInput input, @Nullable String traceparent) {
        Saga<D> definition =
                switch (type.version(saga.version())) {
                    case Lookup.Known<D>(Saga<D> known) -> known;
                    case Lookup.Unknown<D>(String reason) -> throw new IllegalStateException(reason);
                };
        D data = type.dataClass().cast(saga.data());
        SagaDecision<D> decision = SagaEngine.decide(definition, saga.state(), data, input);
        switch (decision) {
            case Moved<D> moved -> {
                Timers timers = saga.timers().after(moved, locked.now(), SagaBatch::randomUpTo);
                outgoing.moved(type, saga.id(), moved, traceparent);
                put(saga.with(moved.state(), type.forget(moved.state(), moved.data()), timers));
            }
            case Impossible<D> anomaly -> parkings.anomaly(saga.id(), anomaly);
            case Ignored<D> ignored -> {
                // state and data stay as they are
            }
        }
        return decision;
    }

    /**
     * Cancels a saga. If that changes nothing, the sender is told that the cancellation is refused; if the saga is being
     * undone, the event at its end tells.
     */
    void cancel(SagaType<?> type, UUID id, @Nullable String traceparent) {
        StoredSaga saga = find(id);
        if (saga != null) {
            checkType(type, saga);
        }
        if (!isCancelled(saga, id, traceparent) && !isBeingUndone(id)) {
            outgoing.add(key(type, id), type.cancelRefused(id), Correlation.ofSaga(id), traceparent);
        }
    }

    private boolean isCancelled(@Nullable StoredSaga saga, UUID id, @Nullable String traceparent) {
        SagaInput cancel = new SagaInput.CancelRequested();
        return switch (saga) {
            case null -> {
                parkings.anomaly(id, new Impossible<>("there is no such saga", null, cancel));
                yield false;
            }
            case UnreadableSaga unreadable -> {
                parkings.unreadable(unreadable, cancel, null);
                yield false;
            }
            case SagaRow row
            when !isDeployed(row) -> {
                parkings.notDeployed(row, whyNotDeployed(row), cancel, null);
                yield false;
            }
            case SagaRow row when parkings.contains(id) -> false;
            case SagaRow row -> {
                SagaState before = row.state();
                isolated(row, null, () -> decide(id, cancel, traceparent));
                yield find(id) instanceof SagaRow now && !now.state().equals(before);
            }
        };
    }

    /** The key of a saga's messages; its id as long as nothing is known of it. */
    private <D> UUID key(SagaType<D> type, UUID id) {
        return find(id) instanceof SagaRow saga && type.dataClass().isInstance(saga.data())
                ? type.key(id, type.dataClass().cast(saga.data()))
                : id;
    }

    private boolean isBeingUndone(UUID id) {
        return find(id) instanceof SagaRow saga
                && saga.state().abort() != null
                && !saga.state().phase().ended();
    }

    /** Takes the sagas up again that were parked and can be decided on here, with the replies that were kept meanwhile. */
    void resume() {
        locked.readable().values().forEach(this::resume);
    }

    /** The same for one of them. */
    void resume(SagaRow saga) {
        if (saga.state().parked() != null && isDeployed(saga)) {
            isolated(saga, null, () -> {
                put(saga.with(saga.state().resumed()));
                // what was kept is late if the deadline has passed meanwhile, and must not lead past the pivot
                if (saga.timers().isDeadlinePassed(locked.now())) {
                    decide(saga.id(), new SagaInput.SagaDeadlinePassed(), null);
                }
                parkings.kept(saga.id()).forEach(kept -> decide(saga.id(), kept.input(), kept.traceparent()));
                parkings.taken(saga.id());
            });
        }
    }

    /** Lets the engine know that a saga was parked until now. */
    void parkAgain(UUID id, String reason) {
        if (find(id) instanceof SagaRow saga) {
            put(saga.with(saga.state().parkedBecause(reason)));
        }
    }

    /** What was kept for a saga that has just been ended by hand is late. */
    void takeKept(UUID id) {
        if (find(id) instanceof SagaRow saga) {
            parkings.kept(id).forEach(kept -> late(saga, kept.input(), kept.traceparent()));
            parkings.taken(id);
        }
    }

    /** Nobody would take up a reply that is kept for a saga that has ended. One that cannot be decided is an anomaly instead. */
    private void late(SagaRow saga, SagaInput input, @Nullable String traceparent) {
        try {
            wholly(saga.id(), () -> decide(saga.id(), input, traceparent));
        } catch (RuntimeException failure) {
            parkings.late(saga, input, failure);
        }
    }

    /** Gives every locked saga the timeouts that are due, each once. */
    void fireDueTimers() {
        locked.unreadable().values().forEach(saga -> parkings.unreadable(saga, null, null));
        for (UUID id : locked.readable().keySet()) {
            if (!parkings.contains(id) && find(id) instanceof SagaRow saga) {
                isolated(saga, null, () -> {
                    var due = saga.timers().due(saga.state(), locked.now());
                    put(saga.with(saga.timers().fired(locked.now())));
                    due.forEach(input -> decide(id, input, null));
                });
            }
        }
    }

    /** Changes one saga. If that fails, what it has done so far is taken back, and the saga is parked. */
    private void isolated(SagaRow saga, ParkedSagas.@Nullable Input message, Runnable change) {
        try {
            wholly(saga.id(), () -> {
                change.run();
                return saga;
            });
        } catch (RuntimeException failure) {
            SagaRow stored = locked.readable().get(saga.id());
            parkings.failed(saga.id(), stored == null ? null : stored.state().parked(), failure, message);
        }
    }

    /** Changes one saga. If that fails, what it has done so far is taken back. */
    <T> T wholly(UUID id, Supplier<T> change) {
        SagaRow before = changed.get(id);
        int mark = outgoing.mark();
        try {
            return change.get();
        } catch (RuntimeException failure) {
            outgoing.dropAfter(mark);
            if (before == null) {
                changed.remove(id);
            } else {
                changed.put(id, before);
            }
            throw failure;
        }
    }

    /** The saga as the batch has left it so far; null if it does not exist or is not locked. */
    @Nullable
    StoredSaga find(UUID id) {
        SagaRow saga = changed.get(id);
        if (saga == null) {
            saga = started.get(id);
        }
        return saga == null ? locked.find(id) : saga;
    }

    private void put(SagaRow saga) {
        (started.containsKey(saga.id()) ? started : changed).put(saga.id(), saga);
    }

    private boolean isDeployed(SagaRow saga) {
        return types.isDeployed(saga.type(), saga.version());
    }

    private String whyNotDeployed(SagaRow saga) {
        return types.notDeployed(saga.type(), saga.version()).orElseThrow();
    }

    /** Ids are unique over all types: a message must not start or cancel a saga of another type. */
    private static void checkType(SagaType<?> type, StoredSaga saga) {
        if (!saga.type().equals(type.name())) {
            throw new IllegalArgumentException(
                    "Saga %s is a '%s', not a '%s'".formatted(saga.id(), saga.type(), type.name()));
        }
    }

    private static long randomUpTo(long bound) {
        return ThreadLocalRandom.current().nextLong(bound + 1);
    }

    Map<UUID, SagaRow> started() {
        return started;
    }

    Map<UUID, SagaRow> changed() {
        return changed;
    }

    UndecidedSagas parkings() {
        return parkings;
    }

    OutgoingSagaMessages outgoing() {
        return outgoing;
    }
}
