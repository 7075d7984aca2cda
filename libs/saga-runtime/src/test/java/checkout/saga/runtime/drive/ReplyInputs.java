package checkout.saga.runtime.drive;

import checkout.messaging.MessageTypeRegistry;
import checkout.saga.runtime.ReplyOutcomes;

/** Makes the inputs of an orchestrator with these message types and outcomes. */
public final class ReplyInputs {
    private ReplyInputs() {}

    public static SagaInputs of(MessageTypeRegistry messageTypes, ReplyOutcomes outcomes) {
        return new SagaInputs(messageTypes, outcomes);
    }
}
