package checkout.saga.engine;

import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.definition.StepGroup;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;
import java.util.List;

/** Aborts a saga and undoes it from its last position to its start. */
final class SagaCompensation<D> {

    private final SagaTransition<D> transition;

    SagaCompensation(SagaTransition<D> transition) {
        this.transition = transition;
    }

    void abort(AbortCause.Cause cause, String step, String reason) {
        transition.abort = new AbortCause(cause, step, reason);
        sendNextUndos();
    }

    /** Sends the undos whose turn it is: a position waits until every later one is undone or stuck. */
    void sendNextUndos() {
        List<StepGroup<D>> positions = transition.saga.positions();
        for (int i = positions.size() - 1; i >= 0; i--) {
            if (isWaitingFor(positions.get(i))) {
                return;
            }
        }
    }

    private boolean isWaitingFor(StepGroup<D> position) {
        boolean waiting = false;
        for (Step<D> step : position.steps()) {
            StepState state = transition.find(step.name());
            if (state != null) {
                waiting |= isWaitingFor(step, state);
            }
        }
        return waiting;
    }

    private boolean isWaitingFor(Step<D> step, StepState state) {
        // a refused step did nothing; any other is done, or unknown and undone as if it were done
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
