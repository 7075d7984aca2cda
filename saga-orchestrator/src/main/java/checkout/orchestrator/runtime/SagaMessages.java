package checkout.orchestrator.runtime;

import checkout.contracts.CancelRequested;
import checkout.contracts.OrderPlaced;
import checkout.contracts.Reply;
import checkout.messaging.BatchHandler;
import checkout.messaging.Received;
import checkout.messaging.sql.RoundTrip;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Turns the messages of a poll into inputs for their sagas. */
@Component
class SagaMessages implements BatchHandler {
    private final Conductor conductor;

    SagaMessages(Conductor conductor) {
        this.conductor = conductor;
    }

    @Override
    public Decider prepare(List<Received> messages, RoundTrip reading) {
        Supplier<Map<UUID, SagaRow>> sagas =
                conductor.lock(messages.stream().map(SagaMessages::saga).toList(), reading);
        return fresh -> conductor.conduct(sagas.get(), scene -> fresh.forEach(message -> play(message, scene)));
    }

    private static void play(Received message, Scene scene) {
        if (message.body() instanceof OrderPlaced placed) {
            scene.begin(placed, message.traceparent());
        } else if (message.body() instanceof CancelRequested cancel) {
            scene.cancel(cancel.checkoutId(), message.traceparent());
        } else if (message.body() instanceof Reply reply) {
            scene.tell(
                    reply.checkoutId(),
                    Inputs.replied(message.type(), reply, message.correlation()),
                    message.traceparent());
        } else {
            throw new IllegalArgumentException("%s is nothing a saga is told".formatted(message.type()));
        }
    }

    private static UUID saga(Received message) {
        return UUID.fromString(message.key());
    }
}
