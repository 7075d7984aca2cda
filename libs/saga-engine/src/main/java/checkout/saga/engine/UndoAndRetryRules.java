package checkout.saga.engine;

import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.StepState;
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

    /** Sends again what is stuck and, in a parked saga, also what is in flight, because its reply may be lost. */
    private SagaDecision<D> retry() {
        List<StepState> resent = new ArrayList<>();
        for (StepState step : transition.steps()) {
            if (step.status().stuck() || (transition.parked() && step.status().waiting())) {
                resent.add(step);
            }
        }
        if (resent.isEmpty()) {
            return transition.ignored(IgnoredInputReason.NOTHING_STUCK);
        }
        for (StepState state : resent) {
            Step<D> step = Objects.requireNonNull(transition.saga.stepNamed(state.step()));
            int maxAttempts = state.attempt() + step.retry().attempts();
            transition.send(step, state.status().action(), state.attempt() + 1, maxAttempts, state.lastError());
        }
        return transition.moved();
    }
}
