package checkout.saga.engine;

import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;

/** Gives a command that did not come through another attempt, and knows what follows when there is none left. */
final class FailureRules<D> {

    private final Transition<D> transition;

    FailureRules(Transition<D> transition) {
        this.transition = transition;
    }

    /** The step may have been done, so it is tried again, and then undone with the others unless nothing may be undone. */
    void unanswered(Step<D> step, StepState state) {
        if (state.attempt() < state.maxAttempts()) {
            transition.backOff(step, state, silence(state));
        } else if (step.pointOfNoReturn()) {
            transition.put(state.with(StepStatus.STUCK, silence(state)));
        } else {
            new Compensation<>(transition).abort(AbortCause.Cause.TIMED_OUT, step.name(), silence(state));
        }
    }

    /** A parked undo must not keep the others from being undone. */
    void undoFailed(Step<D> step, StepState state, String error) {
        if (state.attempt() < state.maxAttempts()) {
            transition.backOff(step, state, error);
        } else {
            transition.put(state.with(StepStatus.UNDO_STUCK, error));
            new Compensation<>(transition).goOn();
        }
    }

    static String silence(StepState state) {
        return "no reply to attempt " + state.attempt() + " of " + state.maxAttempts();
    }
}
