package checkout.saga.engine.scenario;

import checkout.saga.engine.Checkout.PaymentAuthorized;
import checkout.saga.engine.Command;
import checkout.saga.engine.Outcome;
import checkout.saga.engine.state.Action;

/** One step's participant: acts once per step however often it is told, and remembers an undo that came first. */
final class Participant {

    private static final Outcome DONE = new Outcome.Done(new PaymentAuthorized("a-1"));

    private final Scenario<?> scenario;
    private boolean done;
    private boolean undone;
    int timesDone;
    int timesUndone;

    Participant(Scenario<?> scenario) {
        this.scenario = scenario;
    }

    Outcome handle(Command command) {
        if (scenario.behaviour(command.action(), command.step()).refuses(command.attempt())) {
            return new Outcome.Refused(command.action() + " REFUSED", null);
        }
        return command.action() == Action.DO ? act() : undo();
    }

    private Outcome act() {
        if (undone) {
            return new Outcome.Refused("UNDONE BEFORE", null);
        }
        timesDone += done ? 0 : 1;
        done = true;
        return DONE;
    }

    private Outcome undo() {
        timesUndone += done && !undone ? 1 : 0;
        undone = true;
        return DONE;
    }

    boolean effectHolds() {
        return done && !undone;
    }
}
