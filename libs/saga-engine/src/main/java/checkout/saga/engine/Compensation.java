package checkout.saga.engine;

import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.definition.StepGroup;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;
import java.util.List;

/** Turns a saga round and undoes it from its last position to its start. */
final class Compensation<D> {

    private final Transition<D> transition;

    Compensation(Transition<D> transition) {
        this.transition = transition;
    }

    void abort(AbortCause.Cause cause, String step, String reason) {
        transition.abort = new AbortCause(cause, step, reason);
        goOn();
    }

    /** Sends what may be sent now: a position waits until every later one is undone or parked. */
    void goOn() {
        List<StepGroup<D>> positions = transition.saga.positions();
        for (int i = positions.size() - 1; i >= 0; i--) {
            if (undoing(positions.get(i))) {
                return;
            }
        }
    }

    private boolean undoing(StepGroup<D> position) {
        boolean waiting = false;
        for (Step<D> step : position.steps()) {
            StepState state = transition.find(step.name());
            if (state != null) {
                waiting |= undoing(step, state);
            }
        }
        return waiting;
    }

    private boolean undoing(Step<D> step, StepState state) {
        // a refused step did nothing; whatever else went forward is done, or unknown and undone as if it were
        if (state.status() == StepStatus.REFUSED) {
            return false;
        }
        if (state.status().action() == StepAction.UNDO) {
            return state.status().waiting();
        }
        if (step.undo() == null) {
            transition.put(new StepState(step.name(), StepStatus.UNDONE, 0, 0, null));
            return false;
        }
        transition.send(step, StepAction.UNDO);
        return true;
    }
}
