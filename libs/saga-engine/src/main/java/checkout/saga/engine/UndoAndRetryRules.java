package checkout.saga.engine;

import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.TimerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Decides on requests from outside: the storefront's cancellation, the operator's actions, the saga's deadline. */
final class UndoAndRetryRules<D> {

    private final SagaTransition<D> transition;

    UndoAndRetryRules(SagaTransition<D> transition) {
        this.transition = transition;
    }

    SagaDecision<D> cancel() {
        return undo(AbortCause.Cause.CANCELLED, "cancelled");
    }

    SagaDecision<D> deadlinePassed() {
        return undo(AbortCause.Cause.DEADLINE_PASSED, "the saga's deadline passed");
    }

    SagaDecision<D> requested(SagaInput.OperatorRequested requested) {
        return switch (requested.request()) {
            case RETRY -> retry();
            case COMPENSATE -> undo(AbortCause.Cause.OPERATOR, requested.reason());
            case CANCEL -> undo(AbortCause.Cause.CANCELLED, requested.reason());
        };
    }

    /** The outcome of a step in flight is unknown, so it is undone with the others. */
    private SagaDecision<D> undo(AbortCause.Cause cause, String reason) {
        if (transition.abort != null) {
            return transition.ignored(IgnoredInputReason.ALREADY_UNDOING);
        }
        if (transition.pastPivot) {
            return transition.ignored(IgnoredInputReason.PAST_THE_PIVOT);
        }
        new SagaCompensation<>(transition).abort(cause, firstInFlight(), reason);
        return transition.moved();
    }

    private String firstInFlight() {
        for (StepState step : transition.steps()) {
            if (step.status().waiting()) {
                return step.step();
            }
        }
        throw new IllegalStateException("Indicates a bug: a saga that goes forward waits for nothing");
    }

    /**
     * Sends again what is stuck, at once what backs off, and in a parked saga also what is in flight, because its reply may be
     * lost.
     */
    private SagaDecision<D> retry() {
        List<StepState> resent = new ArrayList<>();
        for (StepState step : transition.steps()) {
            if (step.status().stuck()
                    || step.status().waitsFor() == TimerKind.BACKOFF
                    || (transition.parked() && step.status().waiting())) {
                resent.add(step);
            }
        }
        if (resent.isEmpty()) {
            return transition.ignored(IgnoredInputReason.NOTHING_STUCK);
        }
        for (StepState state : resent) {
            Step<D> step = Objects.requireNonNull(transition.saga.stepNamed(state.step()));
            transition.send(
                    step, state.status().action(), state.attempt() + 1, attempts(step, state), state.lastError());
        }
        return transition.moved();
    }

    /** An attempt that is made early takes none of those that are left; all others begin anew. */
    private int attempts(Step<D> step, StepState state) {
        boolean early = !transition.parked() && state.status().waitsFor() == TimerKind.BACKOFF;
        return early ? state.maxAttempts() + 1 : state.attempt() + step.retry().attempts();
    }
}
