package checkout.saga.runtime.drive;

import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.SagaDecision;
import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.state.SagaState;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.Sagas;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Does to a saga what an operator requests, if the engine agrees. Must be called in a transaction. */
@Component
public class SagaActions {
    private final Sagas sagas;
    private final SagaTypes types;
    private final SagaBatchRunner runner;
    private final Outbox outbox;

    SagaActions(Sagas sagas, SagaTypes types, SagaBatchRunner runner, Outbox outbox) {
        this.sagas = sagas;
        this.types = types;
        this.runner = runner;
        this.outbox = outbox;
    }

    /**
     * Locks the saga, asks the engine and writes the decision.
     *
     * @param traceparent of the saga's latest message, so that what is sent now belongs to the same trace
     */
    public ActionResult act(UUID id, OperatorRequested request, @Nullable String traceparent) {
        Map<UUID, SagaRow> locked = sagas.lock(List.of(id));
        SagaRow saga = locked.get(id);
        if (saga == null) {
            return new ActionResult.NoSuchSaga();
        }
        return types.notDeployed(saga.state().saga(), saga.state().version())
                .map(reason -> actWithoutDefinition(saga, request, reason))
                .orElseGet(() -> decide(id, locked, request, traceparent));
    }

    private ActionResult decide(
            UUID id, Map<UUID, SagaRow> locked, OperatorRequested request, @Nullable String traceparent) {
        AtomicReference<@Nullable SagaDecision<?>> decision = new AtomicReference<>();
        outbox.send(runner.run(
                locked,
                batch -> decision.set(batch.decide(id, request, traceparent).orElseThrow())));
        return switch (decision.get()) {
            case Moved<?> moved -> new ActionResult.Done(moved.state());
            case Ignored<?>(IgnoredInputReason why) -> new ActionResult.Refused(why.description());
            case Impossible<?> impossible -> new ActionResult.Refused(impossible.finding());
            case null -> throw new IllegalStateException("Indicates a bug: no decision on saga " + id);
        };
    }

    /** Without its definition a saga can only be parked, or ended by hand. */
    private ActionResult actWithoutDefinition(SagaRow saga, OperatorRequested request, String reason) {
        SagaState state = saga.state();
        if (state.phase().ended()) {
            return new ActionResult.Refused(IgnoredInputReason.ALREADY_ENDED.description());
        }
        boolean resolve = request.request() == OperatorRequested.Request.RESOLVE;
        SagaState next = resolve ? state.resolvedBy(request.who(), request.reason()) : state.parkedBecause(reason);
        Effects effects = new Effects();
        sagas.update(List.of(saga.with(next, saga.data(), saga.timers())), effects);
        outbox.send(effects);
        return resolve
                ? new ActionResult.Done(next)
                : new ActionResult.Refused(
                        "%s; deploy that version again, or resolve the saga by hand".formatted(reason));
    }
}
