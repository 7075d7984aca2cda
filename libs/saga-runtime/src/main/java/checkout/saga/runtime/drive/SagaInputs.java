package checkout.saga.runtime.drive;

import checkout.messaging.Correlation;
import checkout.messaging.MessageTypeRegistry;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.state.StepAction;
import checkout.saga.runtime.ReplyOutcomes;
import checkout.saga.runtime.store.ParkedSagas;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Turns replies into inputs of the engine. */
@Component
public class SagaInputs {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final MessageTypeRegistry messageTypes;
    private final ReplyOutcomes replyOutcomes;

    SagaInputs(MessageTypeRegistry messageTypes, ReplyOutcomes replyOutcomes) {
        this.messageTypes = messageTypes;
        this.replyOutcomes = replyOutcomes;
    }

    /** The input that a reply with this correlation is; an IllegalArgumentException says why it is none. */
    public SagaInput replied(String type, Object reply, Correlation correlation) {
        if (correlation.step() == null || correlation.action() == null || correlation.attempt() == null) {
            throw new IllegalArgumentException("%s does not say which step it answers".formatted(type));
        }
        return new SagaInput.Replied(
                correlation.step(),
                StepAction.valueOf(correlation.action()),
                correlation.attempt(),
                replyOutcomes.outcomeOf(reply));
    }

    /** The input that a reply is which was kept while its saga was parked. */
    SagaInput kept(ParkedSagas.Input kept) {
        Class<?> body = messageTypes
                .find(kept.type())
                .orElseThrow(() -> new IllegalArgumentException("type %s is not known here".formatted(kept.type())))
                .body();
        return replied(
                kept.type(),
                JSON.readValue(kept.payload(), body),
                new Correlation(kept.sagaId(), kept.step(), kept.action(), kept.attempt()));
    }
}
