package checkout.saga.runtime.timeline;

import checkout.messaging.Correlation;
import checkout.messaging.MessageTypeRegistry;
import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.SagaDecision;
import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.audit.OperatorAction;
import checkout.saga.runtime.drive.SagaInputs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replays a saga's messages through the engine and notes which of them changed nothing, and why. Timeouts are not
 * recorded, so they are inferred from what was sent next; from the first message that does not fit, the rest has no notes.
 */
final class TimelineAnnotator<D> {
    private static final Logger log = LoggerFactory.getLogger(TimelineAnnotator.class);

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final SagaType<D> type;
    private final Saga<D> definition;
    private final MessageTypeRegistry messageTypes;
    private final SagaInputs inputs;
    private final Map<UUID, String> notes = new HashMap<>();
    private @Nullable ReplayedSaga<D> saga;

    TimelineAnnotator(SagaType<D> type, Saga<D> definition, MessageTypeRegistry messageTypes, SagaInputs inputs) {
        this.type = type;
        this.definition = definition;
        this.messageTypes = messageTypes;
        this.inputs = inputs;
    }

    /** The notes by the id of the row they are about. */
    Map<UUID, String> notes(List<HistoryRow> rows) {
        try {
            for (HistoryRow row : rows) {
                if (!replay(row)) {
                    break;
                }
            }
        } catch (RuntimeException failure) {
            // a message that is no input, or a function of the definition that throws: the rest has no notes
            log.debug("A timeline is shown without its remaining notes", failure);
        }
        return notes;
    }

    /** Returns false if the row does not fit what came before it. */
    private boolean replay(HistoryRow row) {
        return switch (row.kind()) {
            case RECEIVED -> received(row);
            case SENT -> saga != null && (!row.command() || isOutcome(row) || saga.wouldSend(row));
            case ACTED -> saga != null && (row.refusal() != null || saga.allowed(request(row)));
        };
    }

    /** An operator's outcome is sent by the runtime, not by the engine. */
    private static boolean isOutcome(HistoryRow row) {
        return Saga.RESOLUTION.equals(row.step());
    }

    private boolean received(HistoryRow row) {
        Optional<Object> read = body(row);
        if (read.isEmpty()) {
            return false;
        }
        Object body = read.get();
        if (type.isStartedBy(body.getClass())) {
            if (saga == null) {
                saga = new ReplayedSaga<>(definition, body);
            } else {
                notes.put(row.id(), IgnoredInputReason.ALREADY_STARTED.description());
            }
            return true;
        }
        if (saga == null) {
            return false;
        }
        annotate(row, saga.apply(input(row, body)));
        return true;
    }

    private void annotate(HistoryRow row, SagaDecision<D> decision) {
        switch (decision) {
            case Ignored<D>(IgnoredInputReason why) -> notes.put(row.id(), why.description());
            case Impossible<D> impossible -> notes.put(row.id(), "impossible: " + impossible.finding());
            case Moved<D> moved -> {
                // it took effect, so there is nothing to explain
            }
        }
    }

    private SagaInput input(HistoryRow row, Object body) {
        return type.isCancelledBy(body.getClass())
                ? new SagaInput.CancelRequested()
                : inputs.replied(row.type(), body, new Correlation(row.id(), row.step(), row.action(), row.attempt()));
    }

    private static SagaInput request(HistoryRow row) {
        String reason = String.valueOf(row.note());
        String who = String.valueOf(row.who());
        return row.type().equals(OperatorAction.Action.RESOLVE.name())
                ? new SagaInput.ResolveRequested(SagaOutcome.COMPENSATED, true, reason, null, who)
                : new OperatorRequested(OperatorRequested.Request.valueOf(row.type()), reason, who);
    }

    private Optional<Object> body(HistoryRow row) {
        return messageTypes.find(row.type()).flatMap(type -> read(row.payload(), type.body()));
    }

    private static Optional<Object> read(@Nullable String payload, Class<?> body) {
        try {
            return payload == null ? Optional.empty() : Optional.of(JSON.readValue(payload, body));
        } catch (JacksonException writtenByAnotherVersion) {
            return Optional.empty();
        }
    }
}
