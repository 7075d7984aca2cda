package checkout.saga.engine;

import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.Action;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.Wait;

/** Decides what follows when a step's due time came: a reply did not, or a backoff is over. */
final class Timeouts<D> {

    private final Turn<D> turn;
    private final Input.TimedOut timedOut;

    Timeouts(Turn<D> turn, Input.TimedOut timedOut) {
        this.turn = turn;
        this.timedOut = timedOut;
    }

    Decision<D> decide() {
        Step<D> step = turn.saga.stepNamed(timedOut.step());
        StepState state = turn.find(timedOut.step());
        if (step == null || state == null) {
            return turn.impossible("a timeout of a step that was never asked", timedOut);
        }
        if (state.status().action() != timedOut.action()
                || state.attempt() != timedOut.attempt()
                || state.status().waitsFor() != timedOut.waitFor()) {
            return turn.ignored(NoOp.STALE_TIMEOUT);
        }
        if (timedOut.waitFor() == Wait.BACKOFF) {
            turn.send(step, timedOut.action(), state.attempt() + 1, state.of(), state.lastError());
        } else if (timedOut.action() == Action.DO) {
            new Failures<>(turn).unanswered(step, state);
        } else {
            new Failures<>(turn).undoFailed(step, state, Failures.silence(state));
        }
        return turn.moved();
    }
}
