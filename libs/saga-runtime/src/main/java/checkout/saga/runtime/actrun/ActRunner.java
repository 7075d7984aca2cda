package checkout.saga.runtime.actrun;

import checkout.messaging.fault.Faults;
import checkout.saga.runtime.act.Act;
import checkout.saga.runtime.act.ActItem.Outcome;
import checkout.saga.runtime.act.ActSettings;
import checkout.saga.runtime.act.Acts;
import checkout.saga.runtime.action.OperatorActions;
import checkout.saga.runtime.drive.ActionOutcome;
import checkout.saga.runtime.drive.ActionRequest;
import checkout.saga.runtime.drive.ActionResult;
import checkout.saga.runtime.drive.ActionTarget;
import checkout.saga.runtime.drive.SagaActions.OtherLocks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the acts: takes a batch of an act's sagas, requests the action of each and writes what became of it, all in one
 * transaction. Any number of instances may run the same act. A batch that fails is run saga by saga.
 */
@Component
class ActRunner {
    private static final Logger log = LoggerFactory.getLogger(ActRunner.class);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);

    private final Acts acts;
    private final RunningItems items;
    private final OperatorActions operatorActions;
    private final ActConfirmation confirmation;
    private final TransactionTemplate transaction;
    private final ActSettings settings;

    ActRunner(
            Acts acts,
            RunningItems items,
            OperatorActions operatorActions,
            ActConfirmation confirmation,
            TransactionTemplate transaction,
            ActSettings settings) {
        this.acts = acts;
        this.items = items;
        this.operatorActions = operatorActions;
        this.confirmation = confirmation;
        this.transaction = transaction;
        this.settings = settings;
    }

    /**
     * Runs until no act has a saga that can be acted on now. Acts take turns, so that a small one does not wait for a large
     * one, and one that fails does not keep the others from running.
     */
    void runAll() {
        boolean acted;
        do {
            List<Act> running = acts.running();
            if (running.isEmpty()) {
                return;
            }
            acted = false;
            RuntimeException failed = null;
            for (Act act : running) {
                try {
                    acted |= (act.stoppedBy() == null ? runBatch(act) : items.skipRest(act.id())) > 0;
                } catch (RuntimeException failure) {
                    failed = failure;
                }
            }
            confirmation.lookAgain();
            acts.finish();
            if (failed != null) {
                throw failed;
            }
        } while (acted);
    }

    /** Acts on a batch of the sagas of an act and returns their number. */
    int runBatch(Act act) {
        List<PendingItem> batch = new ArrayList<>();
        try {
            transaction.executeWithoutResult(status -> {
                batch.addAll(items.lockPending(act.id(), settings.most(), settings.confirmWithin()));
                run(act, batch);
            });
        } catch (RuntimeException failure) {
            if (batch.isEmpty() || !Faults.concernsOneRow(failure)) {
                throw failure;
            }
            log.warn("{} sagas of act {} failed together and are acted on one by one", batch.size(), act.id(), failure);
            batch.forEach(item -> runAlone(act, item.target().id()));
        }
        return batch.size();
    }

    /** The batch has given up its locks, so another instance, or the operator who stops the act, may have come first. */
    private void runAlone(Act act, UUID saga) {
        try {
            transaction.executeWithoutResult(status -> run(act, lock(act, saga)));
        } catch (RuntimeException failure) {
            if (!Faults.concernsOneRow(failure)) {
                throw failure;
            }
            log.error("Saga {}: {} of act {} failed and changed nothing", saga, act.action(), act.id(), failure);
            transaction.executeWithoutResult(status -> refuse(act, lock(act, saga), failure));
        }
    }

    private List<PendingItem> lock(Act act, UUID saga) {
        return items.lockPending(act.id(), saga, settings.confirmWithin()).stream()
                .toList();
    }

    private void refuse(Act act, List<PendingItem> locked, RuntimeException failure) {
        for (PendingItem item : locked) {
            UUID saga = item.target().id();
            String why = operatorActions.recordFailure(saga, act.request(), act.id(), failure);
            items.update(List.of(ItemUpdate.of(act.id(), saga, Outcome.REFUSED, why)));
        }
    }

    private void run(Act act, List<PendingItem> batch) {
        if (batch.isEmpty()) {
            return;
        }
        Map<UUID, ActionOutcome> refused = new LinkedHashMap<>();
        List<ActionTarget> targets = new ArrayList<>();
        for (PendingItem item : batch) {
            if (item.excluded() == null) {
                targets.add(item.target());
            } else {
                refused.put(item.target().id(), refusal(item, item.excluded()));
            }
        }
        Map<UUID, ActionOutcome> acted =
                targets.isEmpty() ? Map.of() : operatorActions.act(targets, act.request(), act.id(), OtherLocks.SKIP);
        List<ItemUpdate> updates = new ArrayList<>();
        List<UUID> locked = new ArrayList<>();
        for (PendingItem item : batch) {
            UUID saga = item.target().id();
            ActionOutcome each = acted.get(saga);
            if (each == null) {
                continue;
            }
            if (!(each.result() instanceof ActionResult.Locked)) {
                updates.add(update(act, saga, each));
            } else if (item.overdue()) {
                refused.put(saga, refusal(item, lockedForLong()));
            } else {
                locked.add(saga);
            }
        }
        if (!refused.isEmpty()) {
            operatorActions.recordRefusals(refused, act.request(), act.id());
            refused.forEach((saga, each) -> updates.add(update(act, saga, each)));
        }
        items.update(updates);
        if (!locked.isEmpty()) {
            items.postpone(act.id(), locked, TRY_AGAIN_AFTER);
        }
    }

    private static ActionOutcome refusal(PendingItem item, String why) {
        return new ActionOutcome(new ActionResult.Refused(why), item.before(), null, List.of());
    }

    private String lockedForLong() {
        return "another transaction kept it locked for %s; request it again".formatted(settings.confirmWithin());
    }

    private static ItemUpdate update(Act act, UUID saga, ActionOutcome acted) {
        return switch (acted.result()) {
            case ActionResult.Done done -> taken(act, saga, acted, done);
            case ActionResult.Refused(String why) -> unchanged(act, saga, acted, Outcome.REFUSED, why);
            case ActionResult.Resumed resumed ->
                new ItemUpdate(
                        act.id(), saga, Outcome.REFUSED, resumed.inWords(), acted.before(), acted.after(), null, null);
            case ActionResult.Changed changed ->
                new ItemUpdate(
                        act.id(),
                        saga,
                        Outcome.ALREADY_CHANGED,
                        changed.by() == null
                                ? "it moved by itself after the act was created"
                                : "an operator moved it after the act was created",
                        acted.before(),
                        null,
                        null,
                        changed.by());
            case ActionResult.Locked locked ->
                throw new IllegalStateException("Indicates a bug: saga %s is tried again or refused".formatted(saga));
            case ActionResult.NoSuchSaga none ->
                unchanged(act, saga, acted, Outcome.GONE, "the saga does not exist any more");
        };
    }

    private static ItemUpdate unchanged(Act act, UUID saga, ActionOutcome acted, Outcome outcome, String detail) {
        return new ItemUpdate(act.id(), saga, outcome, detail, acted.before(), null, null, null);
    }

    /** What sent nothing has nothing to wait for. */
    private static ItemUpdate taken(Act act, UUID saga, ActionOutcome acted, ActionResult.Done done) {
        String mayStillHappen = String.join(" ", done.mayStillHappen());
        boolean resolved = act.request() instanceof ActionRequest.Resolve;
        if (!acted.sent().isEmpty()) {
            String detail = mayStillHappen.isEmpty() ? null : mayStillHappen;
            return new ItemUpdate(
                    act.id(), saga, Outcome.REQUESTED, detail, acted.before(), acted.after(), acted.sent(), null);
        }
        return resolved
                ? new ItemUpdate(
                        act.id(),
                        saga,
                        Outcome.NOT_CONFIRMED,
                        "It is ended by hand, and nobody here can tell whether the owner of its business row takes that. "
                                + mayStillHappen,
                        acted.before(),
                        acted.after(),
                        null,
                        null)
                : new ItemUpdate(
                        act.id(),
                        saga,
                        Outcome.DONE,
                        "there was nothing to send",
                        acted.before(),
                        acted.after(),
                        null,
                        null);
    }
}
