package checkout.orchestrator.operator;

import checkout.orchestrator.audit.AuditLog;
import checkout.orchestrator.audit.OperatorAction;
import checkout.orchestrator.audit.OperatorAction.Action;
import checkout.orchestrator.audit.OperatorAction.Outcome;
import checkout.orchestrator.runtime.ActionResult;
import checkout.orchestrator.runtime.SagaActions;
import checkout.orchestrator.timeline.SagaHistory;
import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Acts on one saga: the engine's decision, the commands it sends and the audit's line are one commit. */
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

    ActionResult act(UUID saga, OperatorRequested said) {
        ActionResult answer = Objects.requireNonNull(transaction.execute(status -> {
            ActionResult decided = sagaActions.intervene(saga, said, history.traceparent(saga));
            keep(saga, said, decided);
            return decided;
        }));
        log.info("Saga {}: {} wished {} because of '{}': {}", saga, said.who(), said.request(), said.reason(), answer);
        return answer;
    }

    /** What was refused is kept too; what was asked of no saga at all is not. */
    private void keep(UUID saga, OperatorRequested said, ActionResult answer) {
        Action action = action(said.request());
        if (answer instanceof ActionResult.Done done) {
            String detail = "now " + done.now().phase();
            audit.keep(
                    List.of(new OperatorAction(said.who(), action, saga, null, said.reason(), Outcome.DONE, detail)));
        } else if (answer instanceof ActionResult.Refused refused) {
            audit.keep(List.of(
                    new OperatorAction(said.who(), action, saga, null, said.reason(), Outcome.REFUSED, refused.why())));
        }
    }

    private static Action action(Request request) {
        return switch (request) {
            case RETRY -> Action.RETRY;
            case COMPENSATE -> Action.COMPENSATE;
            case RESOLVE -> Action.RESOLVE;
        };
    }
}
