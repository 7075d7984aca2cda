package checkout.saga.runtime.drive;

import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.SagaDecision;
import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.metrics.SagaChanges;
import checkout.saga.runtime.store.LockedSagas;
import checkout.saga.runtime.store.ParkedSagas;
import checkout.saga.runtime.store.ParkedSagas.Parking;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.Sagas;
import checkout.saga.runtime.store.StoredSaga;
import checkout.saga.runtime.store.UnreadableSaga;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Retries or compensates a saga as an operator requests, if the engine agrees. Must be called in a transaction. */
@Component
public class SagaActions {
    private final Sagas sagas;
    private final ParkedSagas parkedSagas;
    private final SagaTypes types;
    private final SagaBatchRunner runner;
    private final Outbox outbox;
    private final SagaChanges changes;

    SagaActions(
            Sagas sagas,
            ParkedSagas parkedSagas,
            SagaTypes types,
            SagaBatchRunner runner,
            Outbox outbox,
            SagaChanges changes) {
        this.sagas = sagas;
        this.parkedSagas = parkedSagas;
        this.types = types;
        this.runner = runner;
        this.outbox = outbox;
        this.changes = changes;
    }

    /**
     * Locks the saga, asks the engine and writes the decision.
     *
     * @param traceparent of the saga's latest message, so that what is sent now belongs to the same trace
     */
    public ActionResult act(UUID id, OperatorRequested request, @Nullable String traceparent) {
        LockedSagas locked = sagas.lock(List.of(id));
        StoredSaga saga = locked.find(id);
        if (saga == null) {
            return new ActionResult.NoSuchSaga();
        }
        if (saga.phase().ended()) {
            return new ActionResult.Refused(IgnoredInputReason.ALREADY_ENDED.description());
        }
        return switch (saga) {
            case UnreadableSaga unreadable ->
                new ActionResult.Refused(
                        "%s; repair the row, or resolve the saga by hand".formatted(unreadable.reason()));
            case SagaRow row ->
                types.notDeployed(row.type(), row.version())
                        .map(reason -> park(row, locked, reason))
                        .orElseGet(() -> decide(row, locked, request, traceparent));
        };
    }

    private ActionResult park(SagaRow saga, LockedSagas locked, String reason) {
        List<Parking> parked = List.of(new Parking(saga.id(), reason, null));
        changes.of(locked, List.of(), List.of(), parked);
        Effects effects = new Effects();
        parkedSagas.park(parked, effects);
        outbox.send(effects);
        return new ActionResult.Refused("%s; deploy that version again, or resolve the saga by hand".formatted(reason));
    }

    /** A retry also sends again what a parked saga waits for, because older versions did not keep its replies. */
    private ActionResult decide(
            SagaRow saga, LockedSagas locked, OperatorRequested request, @Nullable String traceparent) {
        UUID id = saga.id();
        AtomicReference<@Nullable ActionResult> result = new AtomicReference<>();
        outbox.send(runner.run(locked, batch -> {
            batch.resume();
            String failed = batch.parkings().reason(id);
            result.set(
                    failed == null
                            ? result(decide(batch, saga, request, traceparent))
                            : new ActionResult.Refused(failed));
        }));
        return requireResult(result.get(), id);
    }

    private static SagaDecision<?> decide(
            SagaBatch batch, SagaRow saga, OperatorRequested request, @Nullable String traceparent) {
        String parked = saga.state().parked();
        if (parked != null && request.request() == OperatorRequested.Request.RETRY) {
            batch.parkAgain(saga.id(), parked);
        }
        return batch.decide(saga.id(), request, traceparent);
    }

    static ActionResult requireResult(@Nullable ActionResult result, UUID id) {
        if (result == null) {
            throw new IllegalStateException("Indicates a bug: no decision on saga " + id);
        }
        return result;
    }

    private static ActionResult result(SagaDecision<?> decision) {
        return switch (decision) {
            case Moved<?> moved -> new ActionResult.Done(moved.state().phase(), List.of());
            case Ignored<?>(IgnoredInputReason why) -> new ActionResult.Refused(why.description());
            case Impossible<?> impossible -> new ActionResult.Refused(impossible.finding());
        };
    }
}
