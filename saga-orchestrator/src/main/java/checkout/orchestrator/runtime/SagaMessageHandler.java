package checkout.orchestrator.runtime;

import checkout.contracts.CancelRequested;
import checkout.contracts.OrderPlaced;
import checkout.contracts.Reply;
import checkout.messaging.BatchHandler;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.sql.RoundTrip;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Turns the messages of a poll into inputs for their sagas. */
@Component
class SagaMessageHandler implements BatchHandler {
    private final SagaBatchRunner sagaBatchRunner;

    SagaMessageHandler(SagaBatchRunner sagaBatchRunner) {
        this.sagaBatchRunner = sagaBatchRunner;
    }

    @Override
    public Decider prepare(List<ReceivedMessage> messages, RoundTrip reading) {
        Supplier<Map<UUID, SagaRow>> sagas = sagaBatchRunner.lock(
                messages.stream().map(SagaMessageHandler::saga).toList(), reading);
        return fresh ->
                sagaBatchRunner.conduct(sagas.get(), sagaBatch -> fresh.forEach(message -> play(message, sagaBatch)));
    }

    private static void play(ReceivedMessage message, SagaBatch sagaBatch) {
        if (message.body() instanceof OrderPlaced placed) {
            sagaBatch.begin(placed, message.traceparent());
        } else if (message.body() instanceof CancelRequested cancel) {
            sagaBatch.cancel(cancel.checkoutId(), message.traceparent());
        } else if (message.body() instanceof Reply reply) {
            sagaBatch.tell(
                    reply.checkoutId(),
                    ReplyInputs.replied(message.type(), reply, message.correlation()),
                    message.traceparent());
        } else {
            throw new IllegalArgumentException("%s is nothing a saga is told".formatted(message.type()));
        }
    }

    private static UUID saga(ReceivedMessage message) {
        return UUID.fromString(message.key());
    }
}
