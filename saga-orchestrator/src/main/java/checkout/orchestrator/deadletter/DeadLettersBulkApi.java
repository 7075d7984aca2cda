package checkout.orchestrator.deadletter;

import checkout.orchestrator.api.ActionReason;
import checkout.orchestrator.api.InvalidRequest;
import checkout.orchestrator.api.Page;
import checkout.orchestrator.api.TimeOrderedIds;
import checkout.orchestrator.audit.OperatorAction;
import checkout.orchestrator.deadletter.DeadLetterActions.Result;
import checkout.web.PageCursor;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Settles many dead letters in one transaction, and tells what became of each. */
@RestController
class DeadLettersBulkApi {
    /** So many at once; the answer's cursor goes on with the next. */
    private static final int MOST = 500;

    private final DeadLetters letters;
    private final DeadLetterActions deadLetterActions;

    DeadLettersBulkApi(DeadLetters letters, DeadLetterActions deadLetterActions) {
        this.letters = letters;
        this.deadLetterActions = deadLetterActions;
    }

    record Request(
            @Nullable DeadLetterFilter filter,
            @Nullable String action,
            @Nullable String reason,
            @Nullable String cursor) {}

    /** @param nextCursor where to go on if more letters were meant than one request may settle */
    record Outcome(
            int done,
            int notDone,
            List<Result> results,
            @Nullable String nextCursor) {}

    @PostMapping("/v1/dead-letters/bulk")
    Outcome settle(@RequestBody Request request, Principal who) {
        DeadLetterFilter filter = request.filter();
        if (filter == null || filter.saysNothing()) {
            throw InvalidRequest.request(
                    "'filter' has to say which dead letters are meant by topic, reason, sagaId or ids, such as {\"topic\":\"inventory.commands\"}.");
        }
        OperatorAction.Action action = action(request.action());
        String reason = ActionReason.given(request.reason());
        Page<UUID> meant = meant(filter.checked(), request.cursor());
        List<Result> results = deadLetterActions.settle(meant.items(), action, reason, who.getName());
        int done = (int) results.stream().filter(Result::done).count();
        return new Outcome(done, results.size() - done, results, meant.nextCursor());
    }

    /** Letters named by their ids get an answer each, whatever they are; otherwise the open ones are meant. */
    private Page<UUID> meant(DeadLetterFilter filter, @Nullable String cursor) {
        List<String> ids = filter.ids();
        if (ids != null && filter.topic() == null && filter.reason() == null && filter.sagaId() == null) {
            return new Page<>(
                    ids.stream()
                            .map(id -> TimeOrderedIds.read(id)
                                    .orElseThrow(() -> InvalidRequest.unknown("dead letter", id)))
                            .distinct()
                            .toList(),
                    null);
        }
        return Page.of(
                letters.page(filter.open(), PageCursor.read(cursor), MOST + 1).stream()
                        .map(DeadLetter::id)
                        .toList(),
                MOST,
                id -> id);
    }

    private static OperatorAction.Action action(@Nullable String action) {
        if ("redrive".equals(action)) {
            return OperatorAction.Action.REDRIVE;
        }
        if ("discard".equals(action)) {
            return OperatorAction.Action.DISCARD;
        }
        throw InvalidRequest.request("'action' has to be redrive or discard.");
    }
}
