package checkout.saga.runtime.deadletter;

import checkout.messaging.MessageIds;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.outbox.OutboxRow;
import checkout.saga.runtime.api.BulkResult;
import checkout.saga.runtime.api.BulkResult.Item;
import checkout.saga.runtime.api.PayloadRedaction;
import checkout.saga.runtime.audit.AuditLog;
import checkout.saga.runtime.audit.OperatorAction;
import checkout.saga.runtime.deadletter.DeadLetter.Status;
import checkout.saga.runtime.deadletter.DeadLetterConsequences.Consequence;
import checkout.saga.runtime.store.StoredSaga;
import checkout.saga.runtime.store.TolerantSagaReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Redrives or discards dead letters, each once. The lock, the message, the status and the row of the audit log are one
 * transaction.
 */
@Component
class DeadLetterActions {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterActions.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DeadLetters letters;
    private final Outbox outbox;
    private final AuditLog audit;
    private final TolerantSagaReader sagas;
    private final DeadLetterConsequences consequences;
    private final PayloadRedaction redaction;
    private final BodyCorrection correction;

    DeadLetterActions(
            DeadLetters letters,
            Outbox outbox,
            AuditLog audit,
            TolerantSagaReader sagas,
            DeadLetterConsequences consequences,
            PayloadRedaction redaction,
            BodyCorrection correction) {
        this.letters = letters;
        this.outbox = outbox;
        this.audit = audit;
        this.sagas = sagas;
        this.consequences = consequences;
        this.redaction = redaction;
        this.correction = correction;
    }

    /**
     * Redrives or discards these dead letters.
     *
     * @param force also where it can only do harm
     */
    @Transactional
    public List<Item> settle(
            Collection<UUID> ids, OperatorAction.Action action, String why, String who, boolean force) {
        return settle(ids, action, why, who, force, null);
    }

    /** The same with a patch of the bodies that are sent again. */
    @Transactional
    public List<Item> settle(
            Collection<UUID> ids,
            OperatorAction.Action action,
            String why,
            String who,
            boolean force,
            @Nullable JsonNode patch) {
        Map<UUID, Item> results = new LinkedHashMap<>();
        ids.forEach(id -> results.put(id, new Item(id, BulkResult.GONE, "the dead letter does not exist")));
        int settled = 0;
        for (List<UUID> portion : letters.lock(ids)) {
            settled += settle(letters.read(portion), new Order(action, why, who, force, patch), results);
        }
        log.info("{} of {} dead letters are now {}, by {}, reason: {}", settled, ids.size(), status(action), who, why);
        return List.copyOf(results.values());
    }

    /** What an operator asks for. */
    private record Order(
            OperatorAction.Action action,
            String why,
            String who,
            boolean force,
            @Nullable JsonNode patch) {}

    /** Settles locked letters that fit in memory together; returns how many were settled. */
    private int settle(List<DeadLetter> locked, Order order, Map<UUID, Item> results) {
        List<DeadLetter> settled = new ArrayList<>();
        List<OutboxRow> messages = new ArrayList<>();
        List<OperatorAction> actions = new ArrayList<>();
        OperatorAction.Action action = order.action;
        Map<UUID, StoredSaga> ofLetters = sagas(locked);
        for (DeadLetter letter : locked) {
            Consequence consequence = consequences.of(letter, action, ofLetters.get(letter.sagaId()));
            BodyCorrection.Result body = correction.of(letter, order.patch);
            String refusal = refusal(letter, action, consequence, order.force);
            if (refusal == null && body instanceof BodyCorrection.Result.Refused(String notCorrected)) {
                refusal = notCorrected;
            }
            if (refusal == null && body instanceof BodyCorrection.Result.Corrected(String payload, String what)) {
                settled.add(letter);
                String detail = action == OperatorAction.Action.REDRIVE
                        ? "%s; %s%s".formatted(redrive(letter, payload, messages), what, consequence.follows())
                        : consequence.follows();
                results.put(letter.id(), new Item(letter.id(), status(action).name(), detail));
                actions.add(row(letter, order, OperatorAction.Outcome.DONE, detail));
            } else {
                results.put(letter.id(), new Item(letter.id(), BulkResult.REFUSED, refusal));
                actions.add(row(letter, order, OperatorAction.Outcome.REFUSED, refusal));
            }
        }
        outbox.append(messages);
        letters.settle(settlements(settled, messages), status(action), order.who, order.why);
        audit.insert(actions);
        return settled.size();
    }

    /** The sagas of these letters, as they are now; a saga may move on before a redriven letter arrives. */
    private Map<UUID, StoredSaga> sagas(List<DeadLetter> found) {
        List<UUID> ids = found.stream()
                .map(DeadLetter::sagaId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return sagas.read(ids).stream().collect(Collectors.toMap(StoredSaga::id, saga -> saga));
    }

    private static @Nullable String refusal(
            DeadLetter letter, OperatorAction.Action action, Consequence consequence, boolean force) {
        if (letter.settlement() != null) {
            return "it was %s by %s at %s"
                    .formatted(
                            letter.status().name().toLowerCase(Locale.ROOT),
                            letter.settlement().by(),
                            letter.settlement().at());
        }
        String missing = action == OperatorAction.Action.REDRIVE ? letter.missing() : null;
        if (missing != null) {
            return missing + "; have its sender send it again, or retry its saga, and discard the dead letter";
        }
        return consequence.onlyWithForce() && !force
                ? consequence.follows() + "; request it with force if that is intended"
                : null;
    }

    /** The message has a new id: the consumer that rejected the old one would take it for a duplicate. */
    private static String redrive(DeadLetter letter, String payload, List<OutboxRow> messages) {
        Map<String, String> headers = new HashMap<>();
        headers.put("redrive-of", letter.id().toString());
        if (letter.encoding() != null) {
            headers.put("payload-encoding", letter.encoding());
        }
        UUID message = MessageIds.next();
        messages.add(new OutboxRow(
                message,
                letter.topic(),
                letter.key(),
                letter.type(),
                letter.correlation(),
                letter.traceparent(),
                JSON.writeValueAsString(headers),
                payload));
        return "sent again as " + message;
    }

    private List<DeadLetters.Settled> settlements(List<DeadLetter> settled, List<OutboxRow> messages) {
        List<DeadLetters.Settled> settlements = new ArrayList<>();
        for (int i = 0; i < settled.size(); i++) {
            DeadLetter letter = settled.get(i);
            settlements.add(new DeadLetters.Settled(
                    letter.id(),
                    messages.isEmpty() ? null : messages.get(i).id(),
                    redaction.stored(letter.payload(), letter.encoding() != null, letter.topic()),
                    String.valueOf(redaction.words(letter.reason(), letter.topic())),
                    redaction.words(letter.stack(), letter.topic()),
                    DeadLetterDetail.headers(letter, redaction).toString()));
        }
        return settlements;
    }

    private static Status status(OperatorAction.Action action) {
        return action == OperatorAction.Action.REDRIVE ? Status.REDRIVEN : Status.DISCARDED;
    }

    private static OperatorAction row(
            DeadLetter letter, Order order, OperatorAction.Outcome outcome, @Nullable String detail) {
        boolean done = outcome == OperatorAction.Outcome.DONE;
        return new OperatorAction(
                order.who,
                order.action,
                letter.sagaId(),
                letter.id(),
                order.why,
                outcome,
                detail,
                letter.status().name(),
                done ? status(order.action).name() : null,
                null);
    }
}
