package checkout.saga.runtime.drive;

import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.saga.runtime.store.FaultDescription;
import checkout.saga.runtime.store.LockedSagas;
import checkout.saga.runtime.store.Sagas;
import checkout.saga.runtime.store.StoredSaga;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Gives sagas what an operator requests, in one transaction and with a number of statements that does not depend on the number
 * of sagas. Must be called in a transaction.
 */
@Component
public class SagaActions {
    private static final Logger log = LoggerFactory.getLogger(SagaActions.class);

    private final Sagas sagas;
    private final SagaBatchRunner runner;
    private final Outbox outbox;
    private final MoveRequests moves;
    private final SagaResolution resolution;

    SagaActions(Sagas sagas, SagaBatchRunner runner, Outbox outbox, MoveRequests moves, SagaResolution resolution) {
        this.sagas = sagas;
        this.runner = runner;
        this.outbox = outbox;
        this.moves = moves;
        this.resolution = resolution;
    }

    /** What to do about a saga that another transaction has locked. */
    public enum OtherLocks {
        WAIT,
        SKIP
    }

    /**
     * Locks the sagas, asks the engine about each and writes the decisions.
     *
     * @param traceparents of the latest messages of the sagas, so that what is sent now belongs to the same traces
     */
    public Map<UUID, ActionOutcome> act(
            List<ActionTarget> targets, ActionRequest request, Map<UUID, String> traceparents, OtherLocks others) {
        List<UUID> ids = targets.stream().map(ActionTarget::id).toList();
        LockedSagas locked =
                switch (others) {
                    case WAIT -> sagas.lock(ids);
                    case SKIP -> sagas.lockFree(ids);
                };
        // what is locked does not move any more
        Map<UUID, Instant> versions = sagas.movedAt(ids);
        Map<UUID, ActionOutcome> acted = new LinkedHashMap<>();
        Effects byColumns = new Effects();
        outbox.send(runner.run(locked, batch -> {
            for (ActionTarget target : targets) {
                StoredSaga saga = locked.find(target.id());
                acted.put(
                        target.id(),
                        saga == null
                                ? ActionOutcome.unchanged(missing(target, versions), null)
                                : act(batch, saga, target, versions, request, traceparents, byColumns));
            }
        }));
        outbox.send(byColumns);
        return acted;
    }

    private static ActionResult missing(ActionTarget target, Map<UUID, Instant> versions) {
        return versions.containsKey(target.id()) ? new ActionResult.Locked() : new ActionResult.NoSuchSaga();
    }

    private ActionOutcome act(
            SagaBatch batch,
            StoredSaga saga,
            ActionTarget target,
            Map<UUID, Instant> versions,
            ActionRequest request,
            Map<UUID, String> traceparents,
            Effects byColumns) {
        if (target.movedAt() != null && !target.movedAt().equals(versions.get(target.id()))) {
            return ActionOutcome.unchanged(new ActionResult.Changed(null), saga);
        }
        ActionResult result;
        String traceparent = traceparents.get(saga.id());
        try {
            result = switch (request) {
                case ActionRequest.Move(var move) -> moves.move(batch, saga, move, traceparent);
                case ActionRequest.Resolve(var resolve) ->
                    resolution.resolve(batch, saga, resolve, traceparent, byColumns);
            };
        } catch (DataAccessException fault) {
            throw fault;
        } catch (RuntimeException failure) {
            // the definition's own functions may throw anything; that is told to the operator and changes nothing
            log.error("Saga {}: what {} requested failed and changed nothing", saga.id(), request.who(), failure);
            result = new ActionResult.Refused("it failed: " + FaultDescription.of(failure));
        }
        return ActionOutcome.of(result, saga, batch.find(saga.id()));
    }
}
