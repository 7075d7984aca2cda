package checkout.orchestrator.runtime;

import checkout.contracts.Reply;
import checkout.messaging.Correlation;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.StepOutcome;
import checkout.saga.engine.state.StepAction;
import org.jspecify.annotations.Nullable;

/** What a participant's reply is to the engine. */
public final class ReplyInputs {
    private ReplyInputs() {}

    public static SagaInput replied(String type, Reply reply, @Nullable Correlation correlation) {
        if (correlation == null
                || correlation.step() == null
                || correlation.action() == null
                || correlation.attempt() == null) {
            throw new IllegalArgumentException("%s does not say which step it answers".formatted(type));
        }
        StepOutcome outcome = reply instanceof Reply.Refusal refusal
                ? new StepOutcome.Refused(refusal.code(), reply)
                : new StepOutcome.Done(reply);
        return new SagaInput.Replied(
                correlation.step(), StepAction.valueOf(correlation.action()), correlation.attempt(), outcome);
    }
}
