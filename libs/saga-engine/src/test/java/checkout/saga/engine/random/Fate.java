package checkout.saga.engine.random;

import checkout.saga.engine.Input;
import checkout.saga.engine.Input.OperatorSaid;
import checkout.saga.engine.Input.OperatorSaid.Wish;
import checkout.saga.engine.Outcome;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.Action;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.Wait;
import java.util.List;

/** Makes of a number something a saga is told: mostly what it may expect, at times what it should never hear. */
final class Fate {

    static final int NUMBERS = 10_000;

    private static final Outcome DONE = new Outcome.Done("done");

    private final Saga<Integer> saga;

    Fate(Saga<Integer> saga) {
        this.saga = saga;
    }

    Input input(int number, SagaState state) {
        int kind = number % 100;
        int which = number / 100;
        List<StepState> current = state.current();
        if (kind < 80 && !current.isEmpty()) {
            return expected(kind, current.get(which % current.size()));
        }
        if (kind < 88) {
            return anything(kind, which, state);
        }
        return switch (kind) {
            case 88 -> new Input.CancelRequested();
            case 89 -> new Input.SagaDeadlinePassed();
            case 90 -> new Input.Started("again");
            case 91, 92, 93 -> new OperatorSaid(Wish.RETRY, "r", "w");
            case 94 -> new OperatorSaid(Wish.COMPENSATE, "r", "w");
            default -> new OperatorSaid(Wish.RESOLVE, "r", "w");
        };
    }

    private static Input expected(int kind, StepState step) {
        Action action = step.status().action();
        Wait waitsFor = step.status().waitsFor();
        if (kind < 40 || (kind >= 52 && waitsFor == null)) {
            return new Input.Replied(step.step(), action, step.attempt(), DONE);
        }
        return kind < 52
                ? new Input.Replied(step.step(), action, step.attempt(), new Outcome.Refused("no", null))
                : new Input.TimedOut(step.step(), action, step.attempt(), waitsFor);
    }

    /** An answer or a due time of whatever step, command and attempt: duplicate, late, reordered or plainly wrong. */
    private Input anything(int kind, int which, SagaState state) {
        List<Step<Integer>> steps = saga.positions().stream()
                .flatMap(position -> position.steps().stream())
                .toList();
        String step = steps.get(which % steps.size()).name();
        Action action = which % 3 == 0 ? Action.UNDO : Action.DO;
        StepState known = state.step(step);
        int attempt = which % 7 == 0 || known == null ? which % 5 : known.attempt();
        return switch (kind % 4) {
            case 0, 1 -> new Input.Replied(step, action, attempt, DONE);
            case 2 -> new Input.Replied(step, action, attempt, new Outcome.Refused("never", null));
            default -> new Input.TimedOut(step, action, attempt, which % 2 == 0 ? Wait.REPLY : Wait.BACKOFF);
        };
    }
}
