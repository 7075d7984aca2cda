package checkout.saga.engine.random;

import checkout.saga.engine.SagaInput;
import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.StepOutcome;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.TimerKind;
import java.util.List;

/** Turns a number into an input: mostly one that the saga expects, sometimes one that it should never receive. */
final class RandomInputs {

    static final int NUMBERS = 10_000;

    private static final StepOutcome DONE = new StepOutcome.Done("done");

    private final Saga<Integer> saga;

    RandomInputs(Saga<Integer> saga) {
        this.saga = saga;
    }

    SagaInput input(int number, SagaState state) {
        int kind = number % 100;
        int choice = number / 100;
        List<StepState> current = state.current();
        if (kind < 80 && !current.isEmpty()) {
            return expected(kind, current.get(choice % current.size()));
        }
        if (kind < 88) {
            return anything(kind, choice, state);
        }
        return switch (kind) {
            case 88 -> new SagaInput.CancelRequested();
            case 89 -> new SagaInput.SagaDeadlinePassed();
            case 90 -> new SagaInput.Started("again");
            case 91, 92 -> new OperatorRequested(Request.RETRY, "r", "w");
            case 93 -> new OperatorRequested(Request.CANCEL, "r", "w");
            case 94 -> new OperatorRequested(Request.COMPENSATE, "r", "w");
            case 95 -> new SagaInput.Replied(Saga.RESOLUTION, StepAction.DO, 1 + choice % 2, DONE);
            case 96 -> new SagaInput.ResolveRequested(SagaOutcome.COMPLETED, false, "r", null, "w");
            default -> new SagaInput.ResolveRequested(SagaOutcome.COMPENSATED, false, "r", "n", "w");
        };
    }

    private static SagaInput expected(int kind, StepState step) {
        StepAction action = step.status().action();
        TimerKind waitsFor = step.status().waitsFor();
        if (kind < 40 || (kind >= 52 && waitsFor == null)) {
            return new SagaInput.Replied(step.step(), action, step.attempt(), DONE);
        }
        return kind < 52
                ? new SagaInput.Replied(step.step(), action, step.attempt(), new StepOutcome.Refused("no", null))
                : new SagaInput.TimedOut(step.step(), action, step.attempt(), waitsFor);
    }

    /** A reply or a timeout of any step, command and attempt: duplicate, late, reordered or wrong. */
    private SagaInput anything(int kind, int choice, SagaState state) {
        List<Step<Integer>> steps = saga.positions().stream()
                .flatMap(position -> position.steps().stream())
                .toList();
        String step = steps.get(choice % steps.size()).name();
        StepAction action = choice % 3 == 0 ? StepAction.UNDO : StepAction.DO;
        StepState known = state.step(step);
        int attempt = choice % 7 == 0 || known == null ? choice % 5 : known.attempt();
        return switch (kind % 4) {
            case 0, 1 -> new SagaInput.Replied(step, action, attempt, DONE);
            case 2 -> new SagaInput.Replied(step, action, attempt, new StepOutcome.Refused("never", null));
            default ->
                new SagaInput.TimedOut(step, action, attempt, choice % 2 == 0 ? TimerKind.REPLY : TimerKind.BACKOFF);
        };
    }
}
