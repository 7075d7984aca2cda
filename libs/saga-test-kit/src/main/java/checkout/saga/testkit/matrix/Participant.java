package checkout.saga.testkit.matrix;

import checkout.saga.engine.StepCommand;
import checkout.saga.engine.StepOutcome;

/** The participant of one step: acts once however often the command comes, and remembers an undo that came first. */
final class Participant {

    private static final StepOutcome UNDONE = new StepOutcome.Done(null);

    private final SagaScenario<?> scenario;
    private boolean done;
    private boolean undone;
    int timesDone;
    int timesUndone;

    Participant(SagaScenario<?> scenario) {
        this.scenario = scenario;
    }

    StepOutcome handle(StepCommand command) {
        if (scenario.behaviour(command.action(), command.step()).refuses(command.attempt())) {
            return new StepOutcome.Refused(scenario.options().refusalReason(), null);
        }
        return switch (command.action()) {
            case DO -> act(command.step());
            case UNDO -> undo();
        };
    }

    private StepOutcome act(String step) {
        if (undone) {
            return new StepOutcome.Refused(scenario.options().refusalReason(), null);
        }
        timesDone += done ? 0 : 1;
        done = true;
        return new StepOutcome.Done(scenario.options().replies().get(step));
    }

    private StepOutcome undo() {
        timesUndone += done && !undone ? 1 : 0;
        undone = true;
        return UNDONE;
    }

    boolean effectHolds() {
        return done && !undone;
    }
}
