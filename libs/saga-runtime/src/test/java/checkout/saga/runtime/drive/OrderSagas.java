package checkout.saga.runtime.drive;

import static checkout.saga.engine.definition.StepOption.attempts;
import static checkout.saga.engine.definition.StepOption.backoff;
import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.timeout;
import static checkout.saga.engine.definition.StepOption.undo;

import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.MessageTypeRegistry;
import checkout.saga.engine.SagaEngine;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.SagaInput.Replied;
import checkout.saga.engine.StepOutcome;
import checkout.saga.engine.Timers;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.engine.state.StepAction;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.store.LockedSagas;
import checkout.saga.runtime.store.SagaRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Two saga types for the tests of a batch, and rows and inputs of the first one. */
final class OrderSagas {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final Duration TIMEOUT = Duration.ofSeconds(4);
    static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
    static final UUID OTHER = UUID.fromString("01890000-0000-7000-8000-000000000002");
    static final UUID CUSTOMER = new UUID(0, 3);

    record Order(UUID id, UUID customer) {}

    static final SagaType<Order> ORDERS = SagaType.of(
                    Order.class,
                    SagaVersions.of(Saga.named("order")
                            .startedBy(Order.class, order -> order, undo((Order order) -> "reject"))
                            .step(
                                    "reserve",
                                    order -> "reserve",
                                    undo((Order order) -> "release"),
                                    attempts(2),
                                    timeout(TIMEOUT),
                                    backoff(Duration.ofMillis(1), Duration.ofSeconds(1)))
                            .step("ship", order -> "ship", mustSucceed(), timeout(TIMEOUT))
                            .build()))
            .startedBy(Order.class, Order::id)
            .cancelledBy(String.class, UUID::fromString, id -> "not cancelled")
            .keyedBy(Order::customer)
            .onCompleted(order -> "shipped")
            .onCompensated((order, cause) -> "rejected: " + cause.code());

    static final SagaType<UUID> QUIET = SagaType.of(
                    UUID.class,
                    SagaVersions.of(Saga.named("quiet")
                            .startedBy(UUID.class, id -> id, undo((UUID id) -> "undo"))
                            .step("work", id -> "work", undo((UUID id) -> "undo work"), timeout(TIMEOUT))
                            .build()))
            .startedBy(UUID.class, id -> id);

    private static final MessageTypeRegistry MESSAGES =
            new MessageTypeRegistry(List.of(new MessageTypeRegistry.Entry("text", "commands", String.class)));

    private OrderSagas() {}

    static SagaRow started(UUID id) {
        var first = SagaEngine.start(ORDERS.startDefinition(), new Order(id, CUSTOMER));
        return SagaRow.started(id, first.state(), first.data(), timers("reserve", NOW.plus(TIMEOUT)));
    }

    /** The saga after this input. */
    static SagaRow moved(SagaRow saga, SagaInput input) {
        SagaBatch before = batch(Map.of(saga.id(), saga));
        before.decide(saga.id(), input, null);
        return before.changed().values().iterator().next();
    }

    static SagaBatch batch(Map<UUID, SagaRow> locked) {
        return batch(ORDERS, new LockedSagas(NOW, locked, Map.of()), Map.of());
    }

    /**
     * A batch of sagas of which some may be unreadable.
     *
     * @param kept the replies that were kept for those that are parked
     */
    static SagaBatch batch(SagaType<Order> orders, LockedSagas locked, Map<UUID, List<UndecidedSagas.Kept>> kept) {
        return new SagaBatch(
                locked,
                new SagaTypes(List.of(orders, QUIET)),
                new OutgoingSagaMessages(MESSAGES),
                new UndecidedSagas(Duration.ofMinutes(1), kept));
    }

    static SagaInput done(String step, StepAction action) {
        return new Replied(step, action, 1, new StepOutcome.Done(null));
    }

    static SagaInput refused(String step, String reason) {
        return new Replied(step, StepAction.DO, 1, new StepOutcome.Refused(reason, null));
    }

    static Timers timers(String step, Instant at) {
        return new Timers(Map.of(step, at.toEpochMilli()));
    }

    /** What of a message that is sent does not differ from run to run. */
    record Sent(
            String key,
            Object body,
            @Nullable Correlation correlation,
            @Nullable String traceparent) {}

    static List<Sent> messages(SagaBatch batch) {
        Effects effects = new Effects();
        batch.outgoing().addTo(effects);
        return effects.messages().stream()
                .map(message -> new Sent(message.key(), message.body(), message.correlation(), message.traceparent()))
                .toList();
    }
}
