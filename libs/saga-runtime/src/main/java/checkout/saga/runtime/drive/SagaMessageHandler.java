package checkout.saga.runtime.drive;

import checkout.messaging.BatchHandler;
import checkout.messaging.Correlation;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.sql.RoundTrip;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.state.StepAction;
import checkout.saga.runtime.ReplyOutcomes;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.Sagas;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Turns the messages of a poll into inputs for their sagas. */
@Component
public class SagaMessageHandler implements BatchHandler {
    private final Sagas sagas;
    private final SagaBatchRunner runner;
    private final SagaTypes types;
    private final ReplyOutcomes replyOutcomes;

    SagaMessageHandler(Sagas sagas, SagaBatchRunner runner, SagaTypes types, ReplyOutcomes replyOutcomes) {
        this.sagas = sagas;
        this.runner = runner;
        this.types = types;
        this.replyOutcomes = replyOutcomes;
    }

    @Override
    public Decider prepare(List<ReceivedMessage> messages, RoundTrip reading) {
        Supplier<Map<UUID, SagaRow>> locked =
                sagas.lock(messages.stream().map(this::sagaId).toList(), reading);
        return fresh -> runner.run(locked.get(), batch -> fresh.forEach(message -> apply(message, batch)));
    }

    private void apply(ReceivedMessage message, SagaBatch batch) {
        Optional<SagaType<?>> started = types.startedBy(message.body());
        if (started.isPresent()) {
            batch.start(started.get(), message.body(), message.traceparent());
            return;
        }
        Optional<SagaType<?>> cancelled = types.cancelledBy(message.body());
        if (cancelled.isPresent()) {
            batch.cancel(cancelled.get(), sagaId(message), message.traceparent());
            return;
        }
        batch.decide(sagaId(message), reply(message), message.traceparent());
    }

    private UUID sagaId(ReceivedMessage message) {
        return types.startedBy(message.body())
                .or(() -> types.cancelledBy(message.body()))
                .<UUID>map(type -> type.sagaId(message.body()))
                .orElseGet(() -> correlation(message).sagaId());
    }

    private SagaInput reply(ReceivedMessage message) {
        return replied(message.type(), message.body(), correlation(message), replyOutcomes);
    }

    private static Correlation correlation(ReceivedMessage message) {
        if (message.correlation() == null) {
            throw new IllegalArgumentException(
                    "%s neither starts nor cancels a saga and does not say which saga it is for"
                            .formatted(message.type()));
        }
        return message.correlation();
    }

    /** The input that a reply with this correlation is. */
    public static SagaInput replied(String type, Object reply, Correlation correlation, ReplyOutcomes outcomes) {
        if (correlation.step() == null || correlation.action() == null || correlation.attempt() == null) {
            throw new IllegalArgumentException("%s does not say which step it answers".formatted(type));
        }
        return new SagaInput.Replied(
                correlation.step(),
                StepAction.valueOf(correlation.action()),
                correlation.attempt(),
                outcomes.outcomeOf(reply));
    }
}
