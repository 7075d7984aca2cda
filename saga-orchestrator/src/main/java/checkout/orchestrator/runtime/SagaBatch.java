package checkout.orchestrator.runtime;

import checkout.contracts.CheckoutEvent.CheckoutConfirmed;
import checkout.contracts.CheckoutEvent.CheckoutRejected;
import checkout.contracts.OrderCommand.RefuseCancel;
import checkout.contracts.OrderPlaced;
import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.orchestrator.definition.Checkout;
import checkout.saga.engine.SagaDecision;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.SagaEngine;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.StepCommand;
import checkout.saga.engine.Timers;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The sagas of one transaction while they are being moved: the only place where decisions meet clock and dice. */
final class SagaBatch {
    private final Map<UUID, SagaRow> locked;
    private final SagaVersions<Checkout> definitions;
    private final Saga<Checkout> newest;
    private final Instant now;
    private final Map<UUID, SagaRow> begun = new LinkedHashMap<>();
    private final Map<UUID, SagaRow> moved = new LinkedHashMap<>();
    private final Map<UUID, Impossible<Checkout>> impossible = new LinkedHashMap<>();
    private final Effects effects = new Effects();

    SagaBatch(Map<UUID, SagaRow> locked, SagaVersions<Checkout> definitions, Saga<Checkout> newest, Instant now) {
        this.locked = locked;
        this.definitions = definitions;
        this.newest = newest;
        this.now = now;
    }

    /** Starts a saga under the newest version, unless it was started before. */
    void begin(OrderPlaced placed, @Nullable String traceparent) {
        if (locked.containsKey(placed.checkoutId())) {
            return;
        }
        Moved<Checkout> first = SagaEngine.start(newest, placed);
        Timers timers = Timers.EMPTY.after(first, now, SagaBatch::below);
        begun.put(placed.checkoutId(), new SagaRow(placed.checkoutId(), first.state(), first.data(), timers));
        send(placed.checkoutId(), first, traceparent);
    }

    /** Tells a saga something; the decision is what an operator is answered. Null if no such saga is deployed or there. */
    @Nullable
    SagaDecision<Checkout> tell(UUID id, SagaInput input, @Nullable String traceparent) {
        SagaRow saga = moved.getOrDefault(id, locked.get(id));
        if (saga == null) {
            impossible.put(id, new Impossible<>("there is no such saga", null, input));
            return null;
        }
        SagaState state = saga.state();
        Lookup<Checkout> found = definitions.find(state.saga(), state.version());
        if (found instanceof Lookup.Unknown<Checkout> unknown) {
            moved.put(id, saga.with(state.parkedBecause(unknown.reason()), saga.data(), saga.timers()));
            return null;
        }
        SagaDecision<Checkout> decision =
                SagaEngine.decide(((Lookup.Known<Checkout>) found).saga(), state, saga.data(), input);
        if (decision instanceof Moved<Checkout> moves) {
            Timers timers = saga.timers().after(moves, now, SagaBatch::below);
            moved.put(id, saga.with(moves.state(), moves.data(), timers));
            send(id, moves, traceparent);
        } else if (decision instanceof Impossible<Checkout> finding) {
            impossible.put(id, finding);
        }
        return decision;
    }

    /**
     * Tells a saga that it is no longer wanted. A wish that changes nothing is used up, so its order is told that it is
     * refused; where the saga is undone, because of it or anyway, the rejection tells.
     */
    void cancel(UUID id, @Nullable String traceparent) {
        boolean taken = tell(id, new SagaInput.CancelRequested(), traceparent) instanceof Moved<Checkout>;
        if (!taken && !isBeingUndone(id)) {
            effects.send(id, new RefuseCancel(id), Correlation.ofSaga(id), traceparent);
        }
    }

    private boolean isBeingUndone(UUID id) {
        SagaRow saga = locked.get(id);
        return saga != null
                && saga.state().abort() != null
                && !saga.state().phase().ended();
    }

    /** Tells every locked saga what its clock says, each once. */
    void fireDueTimers() {
        for (SagaRow saga : locked.values()) {
            var due = saga.timers().due(saga.state(), now);
            moved.put(saga.id(), saga.with(saga.timers().fired(now)));
            due.forEach(input -> tell(saga.id(), input, null));
        }
    }

    private void send(UUID id, Moved<Checkout> moves, @Nullable String traceparent) {
        for (StepCommand command : moves.commands()) {
            var correlation =
                    new Correlation(id, command.step(), command.action().name(), command.attempt());
            effects.send(id, command.payload(), correlation, traceparent);
        }
        SagaState state = moves.state();
        if (state.phase() == SagaPhase.COMPLETED) {
            effects.send(id, new CheckoutConfirmed(id), Correlation.ofSaga(id), traceparent);
        } else if (state.phase() == SagaPhase.COMPENSATED && state.abort() != null) {
            effects.send(
                    id, new CheckoutRejected(id, Checkout.reason(state.abort())), Correlation.ofSaga(id), traceparent);
        }
    }

    private static long below(long most) {
        return ThreadLocalRandom.current().nextLong(most + 1);
    }

    Collection<SagaRow> begun() {
        return begun.values();
    }

    Collection<SagaRow> moved() {
        return moved.values();
    }

    Map<UUID, Impossible<Checkout>> impossible() {
        return impossible;
    }

    Effects effects() {
        return effects;
    }
}
