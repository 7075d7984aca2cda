package checkout.saga.runtime.action;

import checkout.messaging.fault.Faults;
import checkout.saga.runtime.audit.AuditLog;
import checkout.saga.runtime.audit.AuditLog.LastAction;
import checkout.saga.runtime.audit.OperatorAction;
import checkout.saga.runtime.audit.OperatorAction.Action;
import checkout.saga.runtime.audit.OperatorAction.Outcome;
import checkout.saga.runtime.drive.ActionOutcome;
import checkout.saga.runtime.drive.ActionRequest;
import checkout.saga.runtime.drive.ActionResult;
import checkout.saga.runtime.drive.ActionTarget;
import checkout.saga.runtime.drive.ResolveRequest;
import checkout.saga.runtime.drive.SagaActions;
import checkout.saga.runtime.drive.SagaActions.OtherLocks;
import checkout.saga.runtime.store.FaultDescription;
import checkout.saga.runtime.timeline.SagaHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Acts on sagas. The engine's decisions, the commands they send and the rows of the audit log are one transaction. */
@Component
public class OperatorActions {
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

    /** Acts on one saga, in a transaction of its own. What the saga's own code throws is a refusal. */
    public ActionResult act(ActionTarget target, ActionRequest request) {
        ActionResult result = guarded(target, request);
        log.info(
                "Saga {}: {} requested {}, reason '{}': {}",
                target.id(),
                request.who(),
                action(request),
                request.reason(),
                result);
        return result;
    }

    private ActionResult guarded(ActionTarget target, ActionRequest request) {
        try {
            Map<UUID, ActionOutcome> acted = Objects.requireNonNull(
                    transaction.execute(status -> act(List.of(target), request, null, OtherLocks.WAIT)));
            return Objects.requireNonNull(acted.get(target.id())).result();
        } catch (RuntimeException failure) {
            if (!Faults.concernsOneRow(failure)) {
                throw failure;
            }
            log.error("Saga {}: {} failed and changed nothing", target.id(), action(request), failure);
            return new ActionResult.Refused(Objects.requireNonNull(
                    transaction.execute(status -> recordFailure(target.id(), request, null, failure))));
        }
    }

    /** Records that an action failed, and returns why. Must be called in a transaction. */
    public String recordFailure(UUID saga, ActionRequest request, @Nullable UUID act, RuntimeException failure) {
        String why = "it failed: " + FaultDescription.of(failure);
        ActionOutcome refused = new ActionOutcome(new ActionResult.Refused(why), null, null, List.of());
        recordRefusals(Map.of(saga, refused), request, act);
        return why;
    }

    /** Records that sagas were not acted on, by their ids. Must be called in a transaction. */
    public void recordRefusals(Map<UUID, ActionOutcome> refused, ActionRequest request, @Nullable UUID act) {
        audit.insert(rows(refused, request, act));
    }

    /**
     * Acts on sagas. Must be called in a transaction.
     *
     * @param act the act on many sagas that this belongs to
     */
    public Map<UUID, ActionOutcome> act(
            List<ActionTarget> targets, ActionRequest request, @Nullable UUID act, OtherLocks others) {
        List<UUID> ids = targets.stream().map(ActionTarget::id).toList();
        Map<UUID, ActionOutcome> acted = sagaActions.act(targets, request, history.traceparents(ids), others);
        addWhoMoved(targets, acted);
        audit.insert(rows(acted, request, act));
        return acted;
    }

    private void addWhoMoved(List<ActionTarget> targets, Map<UUID, ActionOutcome> acted) {
        Map<UUID, Instant> seen = new HashMap<>();
        for (ActionTarget target : targets) {
            boolean changed = Objects.requireNonNull(acted.get(target.id())).result() instanceof ActionResult.Changed;
            if (changed && target.movedAt() != null) {
                seen.put(target.id(), target.movedAt());
            }
        }
        if (seen.isEmpty()) {
            return;
        }
        Map<UUID, LastAction> since = audit.lastActionsSince(seen);
        for (UUID saga : seen.keySet()) {
            String before = Objects.requireNonNull(acted.get(saga)).before();
            acted.put(saga, new ActionOutcome(new ActionResult.Changed(since.get(saga)), before, null, List.of()));
        }
    }

    /** A refused action is recorded too; an action on a saga that does not exist is not. */
    private static List<OperatorAction> rows(
            Map<UUID, ActionOutcome> acted, ActionRequest request, @Nullable UUID act) {
        List<OperatorAction> rows = new ArrayList<>();
        acted.forEach((saga, each) -> {
            switch (each.result()) {
                case ActionResult.Done done ->
                    rows.add(row(saga, each, request, act, Outcome.DONE, "now " + done.now() + more(request)));
                case ActionResult.Refused(String why) -> rows.add(row(saga, each, request, act, Outcome.REFUSED, why));
                case ActionResult.Resumed resumed ->
                    rows.add(row(saga, each, request, act, Outcome.REFUSED, resumed.inWords()));
                case ActionResult.Changed changed ->
                    rows.add(row(saga, each, request, act, Outcome.REFUSED, changed.why()));
                case ActionResult.Locked locked -> {
                    // nothing was decided; it is requested again
                }
                case ActionResult.NoSuchSaga none -> {
                    // there is nothing the row could refer to
                }
            }
        });
        return rows;
    }

    private static OperatorAction row(
            UUID saga, ActionOutcome acted, ActionRequest request, @Nullable UUID act, Outcome outcome, String detail) {
        return new OperatorAction(
                request.who(),
                action(request),
                saga,
                null,
                request.reason(),
                outcome,
                detail,
                acted.before(),
                acted.after(),
                act);
    }

    private static Action action(ActionRequest request) {
        return switch (request) {
            case ActionRequest.Move(var move) ->
                switch (move.request()) {
                    case RETRY -> Action.RETRY;
                    case COMPENSATE -> Action.COMPENSATE;
                    case CANCEL -> Action.CANCEL;
                };
            case ActionRequest.Resolve resolve -> Action.RESOLVE;
        };
    }

    /** What the audit log says besides the result. */
    private static String more(ActionRequest request) {
        return switch (request) {
            case ActionRequest.Move move -> "";
            case ActionRequest.Resolve(ResolveRequest resolve) ->
                " as %s%s%s"
                        .formatted(
                                resolve.outcome(),
                                resolve.force() ? " with force" : "",
                                resolve.note() == null ? "" : "; done outside: " + resolve.note());
        };
    }
}
