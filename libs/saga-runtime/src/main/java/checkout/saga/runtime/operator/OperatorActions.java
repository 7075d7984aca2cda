package checkout.saga.runtime.operator;

import checkout.messaging.fault.Faults;
import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.runtime.audit.AuditLog;
import checkout.saga.runtime.audit.OperatorAction;
import checkout.saga.runtime.audit.OperatorAction.Action;
import checkout.saga.runtime.audit.OperatorAction.Outcome;
import checkout.saga.runtime.drive.ActionResult;
import checkout.saga.runtime.drive.ResolveRequest;
import checkout.saga.runtime.drive.SagaActions;
import checkout.saga.runtime.drive.SagaResolution;
import checkout.saga.runtime.store.FaultDescription;
import checkout.saga.runtime.timeline.SagaHistory;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Acts on one saga. The engine's decision, the commands it sends and the row of the audit log are one transaction. */
@Component
class OperatorActions {
    private static final Logger log = LoggerFactory.getLogger(OperatorActions.class);

    private final SagaActions sagaActions;
    private final SagaResolution resolution;
    private final SagaHistory history;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    OperatorActions(
            SagaActions sagaActions,
            SagaResolution resolution,
            SagaHistory history,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.sagaActions = sagaActions;
        this.resolution = resolution;
        this.history = history;
        this.audit = audit;
        this.transaction = transaction;
    }

    ActionResult act(UUID saga, OperatorRequested request) {
        Action action =
                switch (request.request()) {
                    case RETRY -> Action.RETRY;
                    case COMPENSATE -> Action.COMPENSATE;
                };
        return act(
                new Row(saga, action, request.who(), request.reason(), ""),
                () -> sagaActions.act(saga, request, history.traceparent(saga)));
    }

    ActionResult resolve(UUID saga, ResolveRequest request) {
        String note = request.note() == null ? "" : "; done outside: " + request.note();
        String force = request.force() ? " with force" : "";
        return act(
                new Row(
                        saga,
                        Action.RESOLVE,
                        request.who(),
                        request.reason(),
                        " as " + request.outcome() + force + note),
                () -> resolution.resolve(saga, request, history.traceparent(saga)));
    }

    /** @param more what the audit log's detail says besides the result */
    private record Row(UUID saga, Action action, String who, String reason, String more) {}

    private ActionResult act(Row row, Supplier<ActionResult> act) {
        ActionResult result = guarded(row, act);
        log.info(
                "Saga {}: {} requested {}, reason '{}': {}", row.saga(), row.who(), row.action(), row.reason(), result);
        return result;
    }

    /** What the saga's own code throws is told to the operator, and changes nothing. */
    private ActionResult guarded(Row row, Supplier<ActionResult> act) {
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                ActionResult decided = act.get();
                record(row, decided);
                return decided;
            }));
        } catch (RuntimeException failure) {
            if (!Faults.concernsOneRow(failure)) {
                throw failure;
            }
            log.error("Saga {}: {} failed and changed nothing", row.saga(), row.action(), failure);
            ActionResult refused = new ActionResult.Refused("it failed: " + FaultDescription.of(failure));
            transaction.executeWithoutResult(status -> record(row, refused));
            return refused;
        }
    }

    /** A refused action is recorded too; an action on a saga that does not exist is not. */
    private void record(Row row, ActionResult result) {
        switch (result) {
            case ActionResult.Done done -> record(row, Outcome.DONE, "now " + done.now() + row.more());
            case ActionResult.Refused(String why) -> record(row, Outcome.REFUSED, why);
            case ActionResult.NoSuchSaga() -> {
                // there is nothing the row could refer to
            }
        }
    }

    private void record(Row row, Outcome outcome, String detail) {
        audit.insert(
                List.of(new OperatorAction(row.who(), row.action(), row.saga(), null, row.reason(), outcome, detail)));
    }
}
