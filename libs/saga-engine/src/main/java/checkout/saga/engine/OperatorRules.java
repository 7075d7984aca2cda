package checkout.saga.engine;

import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Decides on what is wished from outside: by the storefront, by the operator, by the saga's deadline. */
final class OperatorRules<D> {

    private final Transition<D> transition;
    private final SagaState before;

    OperatorRules(Transition<D> transition, SagaState before) {
        this.transition = transition;
        this.before = before;
    }

    SagaDecision<D> cancel() {
        return turnRound(AbortCause.Cause.CANCELLED, "cancelled");
    }

    SagaDecision<D> deadlinePassed() {
        return turnRound(AbortCause.Cause.DEADLINE_PASSED, "the saga's deadline passed");
    }

    SagaDecision<D> operatorSaid(SagaInput.OperatorRequested said) {
        return switch (said.request()) {
            case RETRY -> retry();
            case COMPENSATE -> turnRound(AbortCause.Cause.OPERATOR, said.reason());
            case RESOLVE -> resolve(said);
        };
    }

    /** What is in flight is unknown, so it is undone with the rest; a backoff that is running sends nothing more. */
    private SagaDecision<D> turnRound(AbortCause.Cause cause, String reason) {
        if (transition.abort != null) {
            return transition.ignored(IgnoredReason.ALREADY_UNDOING);
        }
        if (transition.pastPivot) {
            return transition.ignored(IgnoredReason.PAST_THE_PIVOT);
        }
        new Compensation<>(transition).abort(cause, firstInFlight(), reason);
        return transition.moved();
    }

    private String firstInFlight() {
        for (StepState step : transition.steps()) {
            if (step.status().waiting()) {
                return step.step();
            }
        }
        throw new IllegalStateException("Indicates a bug: a saga on its way forward waits for nothing");
    }

    /** Sends again what is stuck, and after a parking what is waited for too, since its reply may be lost. */
    private SagaDecision<D> retry() {
        List<StepState> again = new ArrayList<>();
        for (StepState step : transition.steps()) {
            if (step.status().stuck() || (transition.parked() && step.status().waiting())) {
                again.add(step);
            }
        }
        if (again.isEmpty()) {
            return transition.ignored(IgnoredReason.NOTHING_STUCK);
        }
        for (StepState state : again) {
            Step<D> step = Objects.requireNonNull(transition.saga.stepNamed(state.step()));
            int fresh = state.attempt() + step.retry().attempts();
            transition.send(step, state.status().action(), state.attempt() + 1, fresh, state.lastError());
        }
        return transition.moved();
    }

    private SagaDecision<D> resolve(SagaInput.OperatorRequested said) {
        if (!before.phase().stuck()) {
            return transition.ignored(IgnoredReason.NOTHING_STUCK);
        }
        for (StepState step : transition.steps()) {
            // ending it now would leave out what is still to be undone or done by itself
            if (step.status().waiting() && !transition.parked()) {
                return transition.ignored(IgnoredReason.STILL_RUNNING);
            }
        }
        return new SagaDecision.Moved<>(
                before.resolvedBy(said.who(), said.reason()), transition.data, List.of(), List.of());
    }
}
