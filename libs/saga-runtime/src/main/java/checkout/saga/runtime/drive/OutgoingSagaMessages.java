package checkout.saga.runtime.drive;

import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.MessageTypeRegistry;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.StepCommand;
import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.SagaState.Resolution;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.StatedOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Collects the messages that the decisions of a batch lead to: commands, stated outcomes, and the events at the end. */
final class OutgoingSagaMessages {
    private final MessageTypeRegistry messageTypes;
    private final List<Message> messages = new ArrayList<>();

    OutgoingSagaMessages(MessageTypeRegistry messageTypes) {
        this.messageTypes = messageTypes;
    }

    private record Message(
            UUID key,
            Object body,
            Correlation correlation,
            @Nullable String traceparent) {}

    /** How many messages there are, to return to with {@link #dropAfter} if a decision fails. */
    int mark() {
        return messages.size();
    }

    void dropAfter(int mark) {
        messages.subList(mark, messages.size()).clear();
    }

    void addTo(Effects effects) {
        messages.forEach(
                message -> effects.send(message.key(), message.body(), message.correlation(), message.traceparent()));
    }

    <D> void moved(SagaType<D> type, UUID id, Moved<D> moved, @Nullable String traceparent) {
        UUID key = type.key(id, moved.data());
        for (StepCommand command : moved.commands()) {
            Correlation correlation =
                    new Correlation(id, command.step(), command.action().name(), command.attempt());
            add(key, command.payload(), correlation, traceparent);
        }
        Resolution resolution = moved.state().resolution();
        SagaOutcome outcome = resolution == null ? null : resolution.outcome();
        if (resolution != null && outcome != null && !resolution.hasBeenAcknowledged()) {
            type.statedOutcome()
                    .ifPresent(stated -> outcome(stated, id, key, outcome, resolution.attempts(), traceparent));
        }
        Object event = endEvent(type, moved.state(), moved.data());
        if (event != null) {
            add(key, event, Correlation.ofSaga(id), traceparent);
        }
    }

    void outcome(
            StatedOutcome stated, UUID id, UUID key, SagaOutcome outcome, int attempt, @Nullable String traceparent) {
        Correlation correlation = new Correlation(id, Saga.RESOLUTION, StepAction.DO.name(), attempt);
        add(key, stated.command().of(id, key, outcome), correlation, traceparent);
    }

    void add(UUID key, Object body, Correlation correlation, @Nullable String traceparent) {
        // a body without a declared type fails here, where it concerns one saga only
        messageTypes.of(body);
        messages.add(new Message(key, body, correlation, traceparent));
    }

    private static <D> @Nullable Object endEvent(SagaType<D> type, SagaState state, D data) {
        return switch (state.phase()) {
            case COMPLETED -> type.completedEvent(data);
            case COMPENSATED -> state.abort() == null ? null : type.compensatedEvent(data, state.abort());
            case RESOLVED -> resolvedEvent(type, state, data);
            case WAITING, RETRYING, COMPENSATING, STUCK, COMPENSATION_STUCK -> null;
        };
    }

    /** What an operator has stated is published once the owner of the business row agrees, if there is one. */
    private static <D> @Nullable Object resolvedEvent(SagaType<D> type, SagaState state, D data) {
        Resolution resolution = state.resolution();
        if (resolution == null
                || resolution.outcome() == null
                || (type.statedOutcome().isPresent() && !resolution.hasBeenAcknowledged())) {
            return null;
        }
        return switch (resolution.outcome()) {
            case COMPLETED -> type.completedEvent(data);
            case COMPENSATED -> type.compensatedEvent(data, cause(state, resolution));
        };
    }

    /** The owner was told the saga's own cause if its start is undone, otherwise that it was the operator. */
    private static AbortCause cause(SagaState state, Resolution resolution) {
        StepState start = state.step(Saga.START);
        return state.abort() != null && start != null && start.status() == StepStatus.UNDONE
                ? state.abort()
                : new AbortCause(AbortCause.Cause.OPERATOR, Saga.RESOLUTION, resolution.reason());
    }
}
