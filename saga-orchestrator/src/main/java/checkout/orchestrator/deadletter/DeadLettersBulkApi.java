package checkout.orchestrator.deadletter;

import checkout.orchestrator.audit.Act;
import checkout.orchestrator.deadletter.Settling.Result;
import checkout.orchestrator.desk.Because;
import checkout.orchestrator.desk.Ids;
import checkout.orchestrator.desk.Invalid;
import checkout.orchestrator.desk.Slice;
import checkout.web.Cursor;
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
    private final Settling settling;

    DeadLettersBulkApi(DeadLetters letters, Settling settling) {
        this.letters = letters;
        this.settling = settling;
    }

    record Request(
            @Nullable LetterFilter filter,
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
        LetterFilter filter = request.filter();
        if (filter == null || filter.saysNothing()) {
            throw Invalid.request(
                    "'filter' has to say which dead letters are meant by topic, reason, sagaId or ids, such as {\"topic\":\"inventory.commands\"}.");
        }
        Act.Action action = action(request.action());
        String reason = Because.given(request.reason());
        Slice<UUID> meant = meant(filter.checked(), request.cursor());
        List<Result> results = settling.settle(meant.items(), action, reason, who.getName());
        int done = (int) results.stream().filter(Result::done).count();
        return new Outcome(done, results.size() - done, results, meant.nextCursor());
    }

    /** Letters named by their ids get an answer each, whatever they are; otherwise the open ones are meant. */
    private Slice<UUID> meant(LetterFilter filter, @Nullable String cursor) {
        List<String> ids = filter.ids();
        if (ids != null && filter.topic() == null && filter.reason() == null && filter.sagaId() == null) {
            return new Slice<>(
                    ids.stream()
                            .map(id -> Ids.read(id).orElseThrow(() -> Invalid.unknown("dead letter", id)))
                            .distinct()
                            .toList(),
                    null);
        }
        return Slice.of(
                letters.page(filter.open(), Cursor.read(cursor), MOST + 1).stream()
                        .map(Letter::id)
                        .toList(),
                MOST,
                id -> id);
    }

    private static Act.Action action(@Nullable String action) {
        if ("redrive".equals(action)) {
            return Act.Action.REDRIVE;
        }
        if ("discard".equals(action)) {
            return Act.Action.DISCARD;
        }
        throw Invalid.request("'action' has to be redrive or discard.");
    }
}
