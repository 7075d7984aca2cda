package checkout.orchestrator.runtime;

import checkout.contracts.Reply;
import checkout.messaging.Correlation;
import checkout.saga.engine.Input;
import checkout.saga.engine.Outcome;
import checkout.saga.engine.state.Action;
import org.jspecify.annotations.Nullable;

/** What a participant's reply is to the engine. */
public final class Inputs {
    private Inputs() {}

    public static Input replied(String type, Reply reply, @Nullable Correlation correlation) {
        if (correlation == null
                || correlation.step() == null
                || correlation.action() == null
                || correlation.attempt() == null) {
            throw new IllegalArgumentException("%s does not say which step it answers".formatted(type));
        }
        Outcome outcome = reply instanceof Reply.Refusal refusal
                ? new Outcome.Refused(refusal.reason().name(), reply)
                : new Outcome.Done(reply);
        return new Input.Replied(
                correlation.step(), Action.valueOf(correlation.action()), correlation.attempt(), outcome);
    }
}
