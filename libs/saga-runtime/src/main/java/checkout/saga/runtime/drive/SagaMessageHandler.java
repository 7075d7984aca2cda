package checkout.saga.runtime.drive;

import static java.util.Objects.requireNonNull;

import checkout.messaging.BatchHandler;
import checkout.messaging.Correlation;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.sql.RoundTrip;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.store.LockedSagas;
import checkout.saga.runtime.store.ParkedSagas;
import checkout.saga.runtime.store.SagaRetention;
import checkout.saga.runtime.store.Sagas;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final SagaInputs inputs;
    private final SagaRetention retention;

    SagaMessageHandler(
            Sagas sagas, SagaBatchRunner runner, SagaTypes types, SagaInputs inputs, SagaRetention retention) {
        this.sagas = sagas;
        this.runner = runner;
        this.types = types;
        this.inputs = inputs;
        this.retention = retention;
    }

    /** What a message is to the saga that it concerns. */
    private sealed interface Routed {
        UUID sagaId();

        record Start(UUID sagaId, SagaType<?> type, ReceivedMessage message) implements Routed {}

        record Cancel(UUID sagaId, SagaType<?> type, ReceivedMessage message) implements Routed {}

        record Reply(UUID sagaId, ReceivedMessage message) implements Routed {}
    }

    @Override
    public Decider prepare(List<ReceivedMessage> messages, RoundTrip reading) {
        List<UUID> ids = new ArrayList<>(messages.size());
        Map<UUID, Routed> routes = new HashMap<>();
        for (ReceivedMessage message : messages) {
            Routed routed = route(message);
            ids.add(routed.sagaId());
            routes.put(message.id(), routed);
        }
        Supplier<LockedSagas> locked = sagas.lock(ids, reading);
        return fresh -> runner.run(locked.get(), batch -> {
            batch.resume();
            fresh.forEach(message -> apply(requireNonNull(routes.get(message.id())), batch));
        });
    }

    private Routed route(ReceivedMessage message) {
        Correlation correlation = message.correlation();
        if (correlation != null && correlation.step() != null) {
            return new Routed.Reply(correlation.sagaId(), message);
        }
        Optional<SagaType<?>> started = types.startedBy(message.body());
        if (started.isPresent()) {
            UUID saga = started.get().sagaId(message.body());
            retention.requireNotDeleted(saga);
            return new Routed.Start(saga, started.get(), message);
        }
        SagaType<?> cancelled = types.cancelledBy(message.body())
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s neither starts nor cancels a saga and does not say which step it answers"
                                .formatted(message.type())));
        return new Routed.Cancel(cancelled.sagaId(message.body()), cancelled, message);
    }

    private void apply(Routed routed, SagaBatch batch) {
        switch (routed) {
            case Routed.Start(UUID id, SagaType<?> type, ReceivedMessage message) ->
                batch.start(type, message.body(), message.traceparent());
            case Routed.Cancel(UUID id, SagaType<?> type, ReceivedMessage message) ->
                batch.cancel(type, id, message.traceparent());
            case Routed.Reply(UUID id, ReceivedMessage message) -> {
                Correlation correlation = requireNonNull(message.correlation());
                batch.reply(inputs.replied(message.type(), message.body(), correlation), toKeep(message, correlation));
            }
        }
    }

    private static ParkedSagas.Input toKeep(ReceivedMessage message, Correlation correlation) {
        return new ParkedSagas.Input(
                message.id(),
                correlation.sagaId(),
                message.type(),
                correlation.step(),
                correlation.action(),
                correlation.attempt(),
                message.traceparent(),
                message.payload());
    }
}
