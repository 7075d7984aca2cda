package checkout.orchestrator.deadletter;

import checkout.messaging.MessageIds;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.outbox.OutboxRow;
import checkout.orchestrator.audit.AuditLog;
import checkout.orchestrator.audit.OperatorAction;
import checkout.orchestrator.deadletter.DeadLetter.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Sends dead letters again or puts them aside, each letter once: its lock, its message, its status and the audit are one commit. */
@Component
class DeadLetterActions {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterActions.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DeadLetters letters;
    private final Outbox outbox;
    private final AuditLog audit;

    DeadLetterActions(DeadLetters letters, Outbox outbox, AuditLog audit) {
        this.letters = letters;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** What became of a letter; refused says why it stays as it is. */
    record Result(UUID id, String outcome, @Nullable String detail) {
        static final String GONE = "GONE";
        static final String REFUSED = "REFUSED";

        boolean done() {
            return !outcome.equals(GONE) && !outcome.equals(REFUSED);
        }
    }

    @Transactional
    public List<Result> settle(Collection<UUID> ids, OperatorAction.Action action, String why, String who) {
        Map<UUID, Result> results = new LinkedHashMap<>();
        ids.forEach(id -> results.put(id, new Result(id, Result.GONE, "there is no such dead letter")));
        List<DeadLetter> settled = new ArrayList<>();
        List<OutboxRow> messages = new ArrayList<>();
        List<OperatorAction> acts = new ArrayList<>();
        for (DeadLetter letter : letters.lock(ids)) {
            String refusal = refusal(letter, action);
            if (refusal == null) {
                settled.add(letter);
                String detail = action == OperatorAction.Action.REDRIVE ? again(letter, messages) : null;
                results.put(letter.id(), new Result(letter.id(), status(action).name(), detail));
                acts.add(act(letter, action, why, who, OperatorAction.Outcome.DONE, detail));
            } else {
                results.put(letter.id(), new Result(letter.id(), Result.REFUSED, refusal));
                acts.add(act(letter, action, why, who, OperatorAction.Outcome.REFUSED, refusal));
            }
        }
        outbox.append(messages);
        letters.settle(redrivenAs(settled, messages), status(action), who, why);
        audit.keep(acts);
        log.info("{} of {} dead letters are {} by {}: {}", settled.size(), ids.size(), status(action), who, why);
        return List.copyOf(results.values());
    }

    private static @Nullable String refusal(DeadLetter letter, OperatorAction.Action action) {
        if (letter.settlement() != null) {
            return "it was %s by %s at %s"
                    .formatted(
                            letter.status().name().toLowerCase(Locale.ROOT),
                            letter.settlement().by(),
                            letter.settlement().at());
        }
        String missing = action == OperatorAction.Action.REDRIVE ? letter.missing() : null;
        return missing == null
                ? null
                : missing + "; let its sender send it anew, or retry its saga, and discard the letter";
    }

    /** The message as it was, except that it is a new one: consumers that buried the old one have to take it. */
    private static String again(DeadLetter letter, List<OutboxRow> messages) {
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
                letter.payload()));
        return "sent again as " + message;
    }

    private static Map<UUID, @Nullable UUID> redrivenAs(List<DeadLetter> settled, List<OutboxRow> messages) {
        Map<UUID, @Nullable UUID> redrivenAs = new LinkedHashMap<>();
        for (int i = 0; i < settled.size(); i++) {
            redrivenAs.put(
                    settled.get(i).id(),
                    messages.isEmpty() ? null : messages.get(i).id());
        }
        return redrivenAs;
    }

    private static Status status(OperatorAction.Action action) {
        return action == OperatorAction.Action.REDRIVE ? Status.REDRIVEN : Status.DISCARDED;
    }

    private static OperatorAction act(
            DeadLetter letter,
            OperatorAction.Action action,
            String why,
            String who,
            OperatorAction.Outcome outcome,
            @Nullable String detail) {
        return new OperatorAction(who, action, letter.sagaId(), letter.id(), why, outcome, detail);
    }
}
