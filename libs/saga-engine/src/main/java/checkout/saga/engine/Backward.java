package checkout.saga.engine;

import checkout.saga.engine.definition.Abort;
import checkout.saga.engine.definition.Position;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.Action;
import checkout.saga.engine.state.Status;
import checkout.saga.engine.state.StepState;
import java.util.List;

/** Turns a saga round and undoes it from its last position to its start. */
final class Backward<D> {

    private final Turn<D> turn;

    Backward(Turn<D> turn) {
        this.turn = turn;
    }

    void abort(Abort.Cause cause, String step, String reason) {
        turn.abort = new Abort(cause, step, reason);
        goOn();
    }

    /** Sends what may be sent now: a position waits until every later one is undone or parked. */
    void goOn() {
        List<Position<D>> positions = turn.saga.positions();
        for (int i = positions.size() - 1; i >= 0; i--) {
            if (undoing(positions.get(i))) {
                return;
            }
        }
    }

    private boolean undoing(Position<D> position) {
        boolean waiting = false;
        for (Step<D> step : position.steps()) {
            StepState state = turn.find(step.name());
            if (state != null) {
                waiting |= undoing(step, state);
            }
        }
        return waiting;
    }

    private boolean undoing(Step<D> step, StepState state) {
        // a refused step did nothing; whatever else went forward is done, or unknown and undone as if it were
        if (state.status() == Status.REFUSED) {
            return false;
        }
        if (state.status().action() == Action.UNDO) {
            return state.status().waiting();
        }
        if (step.undo() == null) {
            turn.put(new StepState(step.name(), Status.UNDONE, 0, 0, null));
            return false;
        }
        turn.send(step, Action.UNDO);
        return true;
    }
}
