package checkout.saga.runtime.operator;

import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.state.SagaState;
import checkout.saga.runtime.audit.AuditLog;
import checkout.saga.runtime.audit.OperatorAction;
import checkout.saga.runtime.audit.OperatorAction.Action;
import checkout.saga.runtime.audit.OperatorAction.Outcome;
import checkout.saga.runtime.drive.ActionResult;
import checkout.saga.runtime.drive.SagaActions;
import checkout.saga.runtime.timeline.SagaHistory;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Acts on one saga. The engine's decision, the commands it sends and the row of the audit log are one transaction. */
@Component
class OperatorActions {
    private static final Logger log = LoggerFactory.getLogger(OperatorActions.class);

    private final SagaActions sagaActions;
    private final SagaHistory history;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    OperatorActions(SagaActions sagaActions, SagaHistory history, AuditLog audit, TransactionTemplate transaction) {
        this.sagaActions = sagaActions;
        this.history = history;
        this.audit = audit;
        this.transaction = transaction;
    }

    ActionResult act(UUID saga, OperatorRequested request) {
        ActionResult result = Objects.requireNonNull(transaction.execute(status -> {
            ActionResult decided = sagaActions.act(saga, request, history.traceparent(saga));
            record(saga, request, decided);
            return decided;
        }));
        log.info(
                "Saga {}: {} requested {}, reason '{}': {}",
                saga,
                request.who(),
                request.request(),
                request.reason(),
                result);
        return result;
    }

    /** A refused action is recorded too; an action on a saga that does not exist is not. */
    private void record(UUID saga, OperatorRequested request, ActionResult result) {
        switch (result) {
            case ActionResult.Done(SagaState now) -> record(saga, request, Outcome.DONE, "now " + now.phase());
            case ActionResult.Refused(String why) -> record(saga, request, Outcome.REFUSED, why);
            case ActionResult.NoSuchSaga() -> {
                // there is nothing the row could refer to
            }
        }
    }

    private void record(UUID saga, OperatorRequested request, Outcome outcome, String detail) {
        audit.insert(List.of(new OperatorAction(
                request.who(), action(request.request()), saga, null, request.reason(), outcome, detail)));
    }

    private static Action action(Request request) {
        return switch (request) {
            case RETRY -> Action.RETRY;
            case COMPENSATE -> Action.COMPENSATE;
            case RESOLVE -> Action.RESOLVE;
        };
    }
}
