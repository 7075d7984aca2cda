package checkout.saga.engine.scenario;

import checkout.saga.engine.Checkout.PaymentAuthorized;
import checkout.saga.engine.StepCommand;
import checkout.saga.engine.StepOutcome;
import checkout.saga.engine.state.StepAction;

/** One step's participant: acts once per step however often it is told, and remembers an undo that came first. */
final class Participant {

    private static final StepOutcome DONE = new StepOutcome.Done(new PaymentAuthorized("a-1"));

    private final Scenario<?> scenario;
    private boolean done;
    private boolean undone;
    int timesDone;
    int timesUndone;

    Participant(Scenario<?> scenario) {
        this.scenario = scenario;
    }

    StepOutcome handle(StepCommand command) {
        if (scenario.behaviour(command.action(), command.step()).refuses(command.attempt())) {
            return new StepOutcome.Refused(command.action() + " REFUSED", null);
        }
        return command.action() == StepAction.DO ? act() : undo();
    }

    private StepOutcome act() {
        if (undone) {
            return new StepOutcome.Refused("UNDONE BEFORE", null);
        }
        timesDone += done ? 0 : 1;
        done = true;
        return DONE;
    }

    private StepOutcome undo() {
        timesUndone += done && !undone ? 1 : 0;
        undone = true;
        return DONE;
    }

    boolean effectHolds() {
        return done && !undone;
    }
}
