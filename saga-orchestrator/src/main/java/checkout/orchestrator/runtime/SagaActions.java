package checkout.orchestrator.runtime;

import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.orchestrator.definition.Checkout;
import checkout.saga.engine.IgnoredReason;
import checkout.saga.engine.SagaDecision;
import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import checkout.saga.engine.state.SagaState;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Does to a saga what an operator wishes, if the engine agrees; to be called inside a transaction. */
@Component
public class SagaActions {
    private final Sagas sagas;
    private final SagaBatchRunner sagaBatchRunner;
    private final SagaVersions<Checkout> definitions;
    private final Outbox outbox;

    SagaActions(Sagas sagas, SagaBatchRunner sagaBatchRunner, SagaVersions<Checkout> definitions, Outbox outbox) {
        this.sagas = sagas;
        this.sagaBatchRunner = sagaBatchRunner;
        this.definitions = definitions;
        this.outbox = outbox;
    }

    /**
     * Locks the saga, asks the engine and writes what came of it.
     *
     * @param traceparent of the saga's latest message, so that what is sent now belongs to the same trace
     */
    public ActionResult intervene(UUID id, OperatorRequested said, @Nullable String traceparent) {
        Map<UUID, SagaRow> locked = sagas.lock(List.of(id));
        SagaRow saga = locked.get(id);
        if (saga == null) {
            return new ActionResult.NoSuchSaga();
        }
        SagaState state = saga.state();
        return definitions.find(state.saga(), state.version()) instanceof Lookup.Unknown<Checkout> unknown
                ? withoutDefinition(saga, said, unknown.reason())
                : ask(id, locked, said, traceparent);
    }

    private ActionResult ask(UUID id, Map<UUID, SagaRow> locked, OperatorRequested said, @Nullable String traceparent) {
        AtomicReference<@Nullable SagaDecision<Checkout>> decision = new AtomicReference<>();
        outbox.send(sagaBatchRunner.conduct(locked, sagaBatch -> decision.set(sagaBatch.tell(id, said, traceparent))));
        if (decision.get() instanceof Ignored<Checkout> ignored) {
            return new ActionResult.Refused(ignored.why().description());
        }
        if (decision.get() instanceof Impossible<Checkout> impossible) {
            return new ActionResult.Refused(impossible.finding());
        }
        return new ActionResult.Done(sagas.find(id).orElseThrow().state());
    }

    /** Nobody knows any more what this saga would do, so all that can be done is to park it, and to end it by hand. */
    private ActionResult withoutDefinition(SagaRow saga, OperatorRequested said, String reason) {
        SagaState state = saga.state();
        if (state.phase().ended()) {
            return new ActionResult.Refused(IgnoredReason.ALREADY_ENDED.description());
        }
        boolean resolve = said.request() == OperatorRequested.Request.RESOLVE;
        SagaState next = resolve ? state.resolvedBy(said.who(), said.reason()) : state.parkedBecause(reason);
        Effects effects = new Effects();
        sagas.update(List.of(saga.with(next, saga.data(), saga.timers())), effects);
        outbox.send(effects);
        return resolve
                ? new ActionResult.Done(next)
                : new ActionResult.Refused(
                        "%s; deploy that version again, or resolve the saga by hand".formatted(reason));
    }
}
