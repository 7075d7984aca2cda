package checkout.orchestrator.timeline;

import checkout.contracts.CancelRequested;
import checkout.contracts.OrderPlaced;
import checkout.contracts.Reply;
import checkout.messaging.Correlation;
import checkout.messaging.MessageTypes;
import checkout.orchestrator.definition.Checkout;
import checkout.orchestrator.runtime.ReplyInputs;
import checkout.orchestrator.timeline.HistoryRow.Kind;
import checkout.saga.engine.IgnoredReason;
import checkout.saga.engine.SagaDecision;
import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.definition.Saga;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a saga's messages to the engine once more and notes which of them changed nothing, and why. What the messages do
 * not say (that time passed) is guessed from what was sent next; where no guess fits, the rest goes without notes.
 */
final class TimelineAnnotator {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Saga<Checkout> saga;
    private final MessageTypes messageTypes;
    private final Map<UUID, String> notes = new HashMap<>();
    private @Nullable ReplayedSaga replayedSaga;

    private TimelineAnnotator(Saga<Checkout> saga, MessageTypes messageTypes) {
        this.saga = saga;
        this.messageTypes = messageTypes;
    }

    static Map<UUID, String> notes(Saga<Checkout> saga, MessageTypes messageTypes, List<HistoryRow> historyRows) {
        TimelineAnnotator timelineAnnotator = new TimelineAnnotator(saga, messageTypes);
        for (HistoryRow moment : historyRows) {
            if (!timelineAnnotator.tell(moment)) {
                break;
            }
        }
        return timelineAnnotator.notes;
    }

    /** False where the story does not fit any more. */
    private boolean tell(HistoryRow moment) {
        if (moment.kind() == Kind.RECEIVED) {
            return received(moment);
        }
        if (replayedSaga == null) {
            return false;
        }
        if (moment.kind() == Kind.ACTED) {
            return moment.refusal() != null || replayedSaga.acted(request(moment));
        }
        return !moment.command() || replayedSaga.sent(moment);
    }

    private boolean received(HistoryRow moment) {
        Object body = body(moment);
        if (body == null) {
            return false;
        }
        if (body instanceof OrderPlaced placed) {
            if (replayedSaga != null) {
                notes.put(moment.id(), IgnoredReason.ALREADY_STARTED.description());
            } else {
                replayedSaga = new ReplayedSaga(saga, placed);
            }
            return true;
        }
        return replayedSaga != null && note(moment, replayedSaga.tell(input(moment, body)));
    }

    private boolean note(HistoryRow moment, SagaDecision<Checkout> decision) {
        if (decision instanceof Ignored<Checkout> ignored) {
            notes.put(moment.id(), ignored.why().description());
        } else if (decision instanceof Impossible<Checkout> impossible) {
            notes.put(moment.id(), "impossible: " + impossible.finding());
        }
        return true;
    }

    private static SagaInput input(HistoryRow moment, Object body) {
        if (body instanceof CancelRequested) {
            return new SagaInput.CancelRequested();
        }
        Reply reply = (Reply) body;
        return ReplyInputs.replied(
                moment.type(),
                reply,
                new Correlation(reply.checkoutId(), moment.step(), moment.action(), moment.attempt()));
    }

    private static OperatorRequested request(HistoryRow moment) {
        return new OperatorRequested(
                Request.valueOf(moment.type()), String.valueOf(moment.note()), String.valueOf(moment.who()));
    }

    private @Nullable Object body(HistoryRow moment) {
        Class<?> type =
                messageTypes.find(moment.type()).map(MessageTypes.Entry::body).orElse(null);
        if (type == null || moment.payload() == null) {
            return null;
        }
        try {
            return JSON.readValue(moment.payload(), type);
        } catch (JacksonException otherVersion) {
            return null;
        }
    }
}
