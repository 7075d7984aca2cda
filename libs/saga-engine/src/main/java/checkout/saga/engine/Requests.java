package checkout.saga.engine;

import checkout.saga.engine.definition.Abort;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Decides on what is wished from outside: by the storefront, by the operator, by the saga's deadline. */
final class Requests<D> {

    private final Turn<D> turn;
    private final SagaState before;

    Requests(Turn<D> turn, SagaState before) {
        this.turn = turn;
        this.before = before;
    }

    Decision<D> cancel() {
        return turnRound(Abort.Cause.CANCELLED, "cancelled");
    }

    Decision<D> deadlinePassed() {
        return turnRound(Abort.Cause.DEADLINE_PASSED, "the saga's deadline passed");
    }

    Decision<D> operatorSaid(Input.OperatorSaid said) {
        return switch (said.wish()) {
            case RETRY -> retry();
            case COMPENSATE -> turnRound(Abort.Cause.OPERATOR, said.reason());
            case RESOLVE -> resolve(said);
        };
    }

    /** What is in flight is unknown, so it is undone with the rest; a backoff that is running sends nothing more. */
    private Decision<D> turnRound(Abort.Cause cause, String reason) {
        if (turn.abort != null) {
            return turn.ignored(NoOp.ALREADY_UNDOING);
        }
        if (turn.pastPivot) {
            return turn.ignored(NoOp.PAST_THE_PIVOT);
        }
        new Backward<>(turn).abort(cause, firstInFlight(), reason);
        return turn.moved();
    }

    private String firstInFlight() {
        for (StepState step : turn.steps()) {
            if (step.status().waiting()) {
                return step.step();
            }
        }
        throw new IllegalStateException("Indicates a bug: a saga on its way forward waits for nothing");
    }

    /** Sends again what is stuck, and after a parking what is waited for too, since its reply may be lost. */
    private Decision<D> retry() {
        List<StepState> again = new ArrayList<>();
        for (StepState step : turn.steps()) {
            if (step.status().stuck() || (turn.parked() && step.status().waiting())) {
                again.add(step);
            }
        }
        if (again.isEmpty()) {
            return turn.ignored(NoOp.NOTHING_STUCK);
        }
        for (StepState state : again) {
            Step<D> step = Objects.requireNonNull(turn.saga.stepNamed(state.step()));
            int fresh = state.attempt() + step.retry().attempts();
            turn.send(step, state.status().action(), state.attempt() + 1, fresh, state.lastError());
        }
        return turn.moved();
    }

    private Decision<D> resolve(Input.OperatorSaid said) {
        if (!before.phase().stuck()) {
            return turn.ignored(NoOp.NOTHING_STUCK);
        }
        for (StepState step : turn.steps()) {
            // ending it now would leave out what is still to be undone or done by itself
            if (step.status().waiting() && !turn.parked()) {
                return turn.ignored(NoOp.STILL_RUNNING);
            }
        }
        return new Decision.Moved<>(before.resolvedBy(said.who(), said.reason()), turn.data, List.of(), List.of());
    }
}
