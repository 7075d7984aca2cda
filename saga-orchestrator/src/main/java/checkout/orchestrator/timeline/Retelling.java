package checkout.orchestrator.timeline;

import checkout.contracts.CancelRequested;
import checkout.contracts.OrderPlaced;
import checkout.contracts.Reply;
import checkout.messaging.Catalogue;
import checkout.messaging.Correlation;
import checkout.orchestrator.definition.Checkout;
import checkout.orchestrator.runtime.Inputs;
import checkout.orchestrator.timeline.Moment.Kind;
import checkout.saga.engine.Decision;
import checkout.saga.engine.Decision.Ignored;
import checkout.saga.engine.Decision.Impossible;
import checkout.saga.engine.Input;
import checkout.saga.engine.Input.OperatorSaid;
import checkout.saga.engine.Input.OperatorSaid.Wish;
import checkout.saga.engine.NoOp;
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
final class Retelling {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Saga<Checkout> saga;
    private final Catalogue catalogue;
    private final Map<UUID, String> notes = new HashMap<>();
    private @Nullable Replica replica;

    private Retelling(Saga<Checkout> saga, Catalogue catalogue) {
        this.saga = saga;
        this.catalogue = catalogue;
    }

    static Map<UUID, String> notes(Saga<Checkout> saga, Catalogue catalogue, List<Moment> moments) {
        Retelling retelling = new Retelling(saga, catalogue);
        for (Moment moment : moments) {
            if (!retelling.tell(moment)) {
                break;
            }
        }
        return retelling.notes;
    }

    /** False where the story does not fit any more. */
    private boolean tell(Moment moment) {
        if (moment.kind() == Kind.RECEIVED) {
            return received(moment);
        }
        if (replica == null) {
            return false;
        }
        if (moment.kind() == Kind.ACTED) {
            return moment.refusal() != null || replica.acted(wish(moment));
        }
        return !moment.command() || replica.sent(moment);
    }

    private boolean received(Moment moment) {
        Object body = body(moment);
        if (body == null) {
            return false;
        }
        if (body instanceof OrderPlaced placed) {
            if (replica != null) {
                notes.put(moment.id(), NoOp.ALREADY_STARTED.sentence());
            } else {
                replica = new Replica(saga, placed);
            }
            return true;
        }
        return replica != null && note(moment, replica.tell(input(moment, body)));
    }

    private boolean note(Moment moment, Decision<Checkout> decision) {
        if (decision instanceof Ignored<Checkout> ignored) {
            notes.put(moment.id(), ignored.why().sentence());
        } else if (decision instanceof Impossible<Checkout> impossible) {
            notes.put(moment.id(), "impossible: " + impossible.finding());
        }
        return true;
    }

    private static Input input(Moment moment, Object body) {
        if (body instanceof CancelRequested) {
            return new Input.CancelRequested();
        }
        Reply reply = (Reply) body;
        return Inputs.replied(
                moment.type(),
                reply,
                new Correlation(reply.checkoutId(), moment.step(), moment.action(), moment.attempt()));
    }

    private static OperatorSaid wish(Moment moment) {
        return new OperatorSaid(
                Wish.valueOf(moment.type()), String.valueOf(moment.note()), String.valueOf(moment.who()));
    }

    private @Nullable Object body(Moment moment) {
        Class<?> type =
                catalogue.named(moment.type()).map(Catalogue.Entry::body).orElse(null);
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
