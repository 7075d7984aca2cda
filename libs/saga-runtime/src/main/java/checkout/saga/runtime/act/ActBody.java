package checkout.saga.runtime.act;

import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.runtime.api.ActionReason;
import checkout.saga.runtime.api.OperatorApiErrors;
import checkout.saga.runtime.audit.OperatorAction.Action;
import checkout.saga.runtime.operator.ResolveBody;
import checkout.saga.runtime.operator.SagaFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to create an act.
 *
 * @param outcome of RESOLVE: how the sagas ended
 * @param note of RESOLVE: what was done outside
 * @param force of RESOLVE: also while a command is in flight
 * @param dryRun whether it waits until somebody runs it
 */
record ActBody(
        @Nullable String action,
        @Nullable SagaFilter filter,
        @Nullable String reason,
        @Nullable String outcome,
        @Nullable String note,
        @Nullable Boolean force,
        @Nullable Boolean dryRun) {
    private static final List<Action> ACTIONS = List.of(Action.RETRY, Action.COMPENSATE, Action.RESOLVE, Action.CANCEL);

    Action checkedAction() {
        return ACTIONS.stream()
                .filter(each -> action != null && each.name().equals(action.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> OperatorApiErrors.request("'action' must be one of %s.".formatted(ACTIONS)));
    }

    /** The filter, which must name at least one criterion. */
    SagaFilter checkedFilter() {
        if (filter == null || filter.isEmpty()) {
            throw OperatorApiErrors.request(
                    "'filter' must say which sagas to act on, such as {\"stuck\":true} or {\"ids\":[...]}.");
        }
        return filter.checkedForAct();
    }

    /** Refuses what the action does not take, and what it lacks. */
    void checkWords(String who) {
        if (checkedAction() == Action.RESOLVE) {
            new ResolveBody(reason, outcome, note, force, null).by(who);
        } else if (outcome != null || note != null || force != null) {
            throw OperatorApiErrors.request("'outcome', 'note' and 'force' belong to RESOLVE; leave them out for %s."
                    .formatted(Arrays.toString(Request.values())));
        }
    }

    String checkedReason() {
        return ActionReason.given(reason);
    }

    boolean forced() {
        return force != null && force;
    }

    boolean planned() {
        return dryRun != null && dryRun;
    }
}
