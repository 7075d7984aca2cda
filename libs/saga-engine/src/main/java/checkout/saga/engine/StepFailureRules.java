package checkout.saga.engine;

import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;

/** Retries a command that failed, and decides what follows when no attempt is left. */
final class StepFailureRules<D> {

    private final SagaTransition<D> transition;

    StepFailureRules(SagaTransition<D> transition) {
        this.transition = transition;
    }

    /** The step may have been done, so it is tried again, and then undone with the others unless nothing may be undone. */
    void unanswered(Step<D> step, StepState state) {
        if (state.attempt() < state.maxAttempts()) {
            transition.backOff(step, state, noReply(state));
        } else if (step.pointOfNoReturn()) {
            transition.put(state.with(StepStatus.STUCK, noReply(state)));
        } else {
            new SagaCompensation<>(transition).abort(AbortCause.Cause.TIMED_OUT, step.name(), noReply(state));
        }
    }

    /** An undo that is stuck must not keep the others from being undone. */
    void undoFailed(Step<D> step, StepState state, String error) {
        if (state.attempt() < state.maxAttempts()) {
            transition.backOff(step, state, error);
        } else {
            transition.put(state.with(StepStatus.UNDO_STUCK, error));
            new SagaCompensation<>(transition).sendNextUndos();
        }
    }

    static String noReply(StepState state) {
        return "no reply to attempt " + state.attempt() + " of " + state.maxAttempts();
    }
}
