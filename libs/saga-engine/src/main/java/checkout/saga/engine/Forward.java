package checkout.saga.engine;

import checkout.saga.engine.definition.Position;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.Action;
import checkout.saga.engine.state.Status;
import checkout.saga.engine.state.StepState;

/** Takes a saga from position to position, the next one only when all of the last one is done. */
final class Forward<D> {

    private static final int FIRST_AFTER_START = 1;

    private final Turn<D> turn;

    Forward(Turn<D> turn) {
        this.turn = turn;
    }

    void begin() {
        enter(FIRST_AFTER_START);
    }

    void done(Step<D> step, StepState state) {
        turn.put(state.with(Status.DONE, null));
        int position = turn.saga.positionOf(step);
        if (allDone(turn.saga.positions().get(position))
                && position + 1 < turn.saga.positions().size()) {
            enter(position + 1);
        }
    }

    private boolean allDone(Position<D> position) {
        for (Step<D> step : position.steps()) {
            StepState state = turn.find(step.name());
            if (state == null || state.status() != Status.DONE) {
                return false;
            }
        }
        return true;
    }

    private void enter(int index) {
        Position<D> position = turn.saga.positions().get(index);
        turn.pastPivot |= position.mustSucceed();
        for (Step<D> step : position.steps()) {
            turn.send(step, Action.DO);
        }
    }
}
