package checkout.saga.engine;

import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.TimerKind;

/** Decides on a timer of a step that fired: no reply came in time, or a backoff is over. */
final class TimeoutRules<D> {

    private final SagaTransition<D> transition;
    private final SagaInput.TimedOut timedOut;

    TimeoutRules(SagaTransition<D> transition, SagaInput.TimedOut timedOut) {
        this.transition = transition;
        this.timedOut = timedOut;
    }

    SagaDecision<D> decide() {
        Step<D> step = transition.saga.stepNamed(timedOut.step());
        StepState state = transition.find(timedOut.step());
        if (step == null || state == null) {
            return transition.impossible("a timeout of a step that was never sent", timedOut);
        }
        if (state.status().action() != timedOut.action()
                || state.attempt() != timedOut.attempt()
                || state.status().waitsFor() != timedOut.waitFor()) {
            return transition.ignored(IgnoredInputReason.STALE_TIMEOUT);
        }
        if (timedOut.waitFor() == TimerKind.BACKOFF) {
            transition.send(step, timedOut.action(), state.attempt() + 1, state.maxAttempts(), state.lastError());
            return transition.moved();
        }
        StepFailureRules<D> failure = new StepFailureRules<>(transition);
        switch (timedOut.action()) {
            case DO -> failure.unanswered(step, state);
            case UNDO -> failure.undoFailed(step, state, StepFailureRules.noReply(state));
        }
        return transition.moved();
    }
}
