package checkout.saga.engine;

import checkout.saga.engine.definition.Step;
import checkout.saga.engine.definition.StepGroup;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;

/** Moves a saga forward: a position is entered when every step of the one before it is done. */
final class SagaProgression<D> {

    private static final int FIRST_AFTER_START = 1;

    private final SagaTransition<D> transition;

    SagaProgression(SagaTransition<D> transition) {
        this.transition = transition;
    }

    void begin() {
        enter(FIRST_AFTER_START);
    }

    void done(Step<D> step, StepState state) {
        transition.put(state.with(StepStatus.DONE, null));
        int position = transition.saga.positionOf(step);
        if (allDone(transition.saga.positions().get(position))
                && position + 1 < transition.saga.positions().size()) {
            enter(position + 1);
        }
    }

    private boolean allDone(StepGroup<D> position) {
        for (Step<D> step : position.steps()) {
            StepState state = transition.find(step.name());
            if (state == null || state.status() != StepStatus.DONE) {
                return false;
            }
        }
        return true;
    }

    private void enter(int index) {
        StepGroup<D> position = transition.saga.positions().get(index);
        transition.pastPivot |= position.pointOfNoReturn();
        for (Step<D> step : position.steps()) {
            transition.send(step, StepAction.DO);
        }
    }
}
