package checkout.saga.engine;

import checkout.saga.engine.definition.Abort;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.Status;
import checkout.saga.engine.state.StepState;

/** Gives a command that did not come through another attempt, and knows what follows when there is none left. */
final class Failures<D> {

    private final Turn<D> turn;

    Failures(Turn<D> turn) {
        this.turn = turn;
    }

    /** No reply is no answer: the step may have been done, so it is tried again, then undone with the others. */
    void unanswered(Step<D> step, StepState state) {
        if (state.attempt() < state.of()) {
            turn.backOff(step, state, silence(state));
        } else if (step.mustSucceed()) {
            turn.put(state.with(Status.STUCK, silence(state)));
        } else {
            new Backward<>(turn).abort(Abort.Cause.TIMED_OUT, step.name(), silence(state));
        }
    }

    /** A parked undo must not keep the others from being undone. */
    void undoFailed(Step<D> step, StepState state, String error) {
        if (state.attempt() < state.of()) {
            turn.backOff(step, state, error);
        } else {
            turn.put(state.with(Status.UNDO_STUCK, error));
            new Backward<>(turn).goOn();
        }
    }

    static String silence(StepState state) {
        return "no reply to attempt " + state.attempt() + " of " + state.of();
    }
}
