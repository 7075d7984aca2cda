package checkout.saga.runtime.drive;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;
import java.util.ArrayList;
import java.util.List;

/** A command that a change of a saga sent, by what its answer carries back. */
public record SentStep(String step, StepAction action, int attempt) {

    static List<SentStep> between(SagaState before, SagaState after) {
        List<SentStep> sent = new ArrayList<>();
        if (after.phase() == SagaPhase.RESOLVED && after.resolution() != null) {
            sent.add(new SentStep(
                    Saga.RESOLUTION, StepAction.DO, after.resolution().attempts()));
            return sent;
        }
        for (StepState step : after.steps()) {
            boolean inFlight = step.status() == StepStatus.SENT || step.status() == StepStatus.UNDO_SENT;
            if (inFlight && !step.equals(before.step(step.step()))) {
                sent.add(new SentStep(step.step(), step.status().action(), step.attempt()));
            }
        }
        return sent;
    }
}
