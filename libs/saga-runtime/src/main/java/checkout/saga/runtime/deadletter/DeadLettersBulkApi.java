package checkout.saga.runtime.deadletter;

import checkout.saga.runtime.api.BulkRequest;
import checkout.saga.runtime.api.BulkResult;
import checkout.saga.runtime.api.OperatorApiErrors;
import checkout.saga.runtime.api.Page;
import checkout.saga.runtime.audit.OperatorAction;
import checkout.web.PageCursor;
import checkout.web.RequestIds;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Redrives or discards many dead letters in one transaction. */
@RestController
class DeadLettersBulkApi {
    private final DeadLetters letters;
    private final DeadLetterActions deadLetterActions;

    DeadLettersBulkApi(DeadLetters letters, DeadLetterActions deadLetterActions) {
        this.letters = letters;
        this.deadLetterActions = deadLetterActions;
    }

    @PostMapping("/v1/dead-letters/bulk")
    BulkResult settle(@RequestBody BulkRequest<DeadLetterFilter> body, Principal who) {
        DeadLetterFilter filter = body.filter();
        if (filter == null || filter.isEmpty()) {
            throw OperatorApiErrors.request(
                    "'filter' must say which dead letters to act on, by topic, reason, sagaId or ids,"
                            + " such as {\"topic\":\"inventory.commands\"}.");
        }
        OperatorAction.Action action =
                body.action(List.of(OperatorAction.Action.REDRIVE, OperatorAction.Action.DISCARD));
        String reason = body.givenReason();
        Page<UUID> matched = matched(filter.checked(), body.cursor());
        return BulkResult.of(
                deadLetterActions.settle(
                        matched.items(), action, reason, who.getName(), Boolean.TRUE.equals(body.force())),
                matched.nextCursor());
    }

    /** Dead letters that were named by their ids each get a result, whatever their status; otherwise only open ones match. */
    private Page<UUID> matched(DeadLetterFilter filter, @Nullable String cursor) {
        List<String> ids = filter.ids();
        if (ids != null && filter.topic() == null && filter.reason() == null && filter.sagaId() == null) {
            return new Page<>(
                    ids.stream()
                            .map(id -> RequestIds.parse(id)
                                    .orElseThrow(() -> OperatorApiErrors.unknown("dead letter", id)))
                            .distinct()
                            .toList(),
                    null);
        }
        return Page.of(
                letters.ids(filter.open(), PageCursor.read(cursor), BulkRequest.LIMIT + 1),
                BulkRequest.LIMIT,
                id -> id);
    }
}
