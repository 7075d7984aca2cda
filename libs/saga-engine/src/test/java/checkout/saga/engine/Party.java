package checkout.saga.engine;

import static checkout.saga.engine.definition.Saga.step;
import static checkout.saga.engine.definition.StepOption.attempts;
import static checkout.saga.engine.definition.StepOption.backoff;
import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.nothingToUndo;
import static checkout.saga.engine.definition.StepOption.timeout;
import static checkout.saga.engine.definition.StepOption.undo;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaBuilder;
import java.time.Duration;

/** A sample saga with groups before and after the point of no return, and a step that has nothing to undo. */
public record Party(String host) {

    public static SagaBuilder<Party> list() {
        return Saga.named("party")
                .startedBy(String.class, Party::new, undo(Party::callOff))
                .step("ask the weather", Party::act, nothingToUndo())
                .group(
                        "room and music",
                        step("rent the hall", Party::act, undo(Party::callOff), timeout(Duration.ofSeconds(3))),
                        step("hire the band", Party::act, undo(Party::callOff), attempts(2)))
                .step("order the cake", Party::act, undo(Party::callOff))
                .group(
                        "invitations",
                        step("post the letters", Party::act, mustSucceed()),
                        step("send the mails", Party::act, mustSucceed(), attempts(4)))
                .step(
                        "buy the drinks",
                        Party::act,
                        mustSucceed(),
                        attempts(5),
                        backoff(Duration.ofSeconds(1), Duration.ofSeconds(4)));
    }

    String act() {
        return "for " + host;
    }

    String callOff() {
        return "not for " + host;
    }
}
