package checkout.orchestrator.operator;

import checkout.orchestrator.api.ActionReason;
import checkout.orchestrator.api.InvalidRequest;
import checkout.orchestrator.api.Page;
import checkout.orchestrator.runtime.ActionResult;
import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.web.PageCursor;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Acts on many sagas, each in a transaction of its own, and tells what became of each. */
@RestController
class SagasBulkApi {
    /** So many at once; the answer's cursor goes on with the next. */
    private static final int MOST = 500;

    private final SagaList list;
    private final OperatorActions operatorActions;

    SagasBulkApi(SagaList list, OperatorActions operatorActions) {
        this.list = list;
        this.operatorActions = operatorActions;
    }

    record Request(
            @Nullable SagaFilter filter,
            @Nullable String action,
            @Nullable String reason,
            @Nullable String cursor) {}

    /** @param outcome DONE, REFUSED, GONE, or FAILED for what a passing fault hindered and may be asked for again */
    record Result(UUID id, String outcome, @Nullable String detail) {}

    /** @param nextCursor where to go on if more sagas were meant than one request may act on */
    record Outcome(
            int done,
            int notDone,
            List<Result> results,
            @Nullable String nextCursor) {}

    @PostMapping("/v1/sagas/bulk")
    Outcome act(@RequestBody Request request, Principal who) {
        SagaFilter filter = request.filter();
        if (filter == null || filter.saysNothing()) {
            throw InvalidRequest.request(
                    "'filter' has to say which sagas are meant, such as {\"stuck\":true} or {\"ids\":[...]}.");
        }
        var said =
                new OperatorRequested(request(request.action()), ActionReason.given(request.reason()), who.getName());
        Page<UUID> meant =
                Page.of(list.ids(filter.checked(), PageCursor.read(request.cursor()), MOST + 1), MOST, id -> id);
        List<Result> results = new ArrayList<>();
        meant.items().forEach(id -> results.add(act(id, said)));
        results.addAll(notMeant(filter, results));
        int done = (int) results.stream()
                .filter(result -> result.outcome().equals("DONE"))
                .count();
        return new Outcome(done, results.size() - done, results, meant.nextCursor());
    }

    /** Who names sagas hears of each of them. */
    private static List<Result> notMeant(SagaFilter filter, List<Result> results) {
        List<String> named = filter.ids() == null ? List.of() : filter.ids();
        Set<UUID> answered = results.stream().map(Result::id).collect(Collectors.toSet());
        return named.stream()
                .map(UUID::fromString)
                .distinct()
                .filter(id -> !answered.contains(id))
                .map(id -> new Result(id, "GONE", "there is no such saga, or it is not as the rest of the filter says"))
                .toList();
    }

    private Result act(UUID id, OperatorRequested said) {
        try {
            ActionResult answer = operatorActions.act(id, said);
            if (answer instanceof ActionResult.Done done) {
                return new Result(id, "DONE", "now " + done.now().phase());
            }
            return answer instanceof ActionResult.Refused refused
                    ? new Result(id, "REFUSED", refused.why())
                    : new Result(id, "GONE", "there is no such saga");
        } catch (TransientDataAccessException passing) {
            return new Result(id, "FAILED", "the database could not do it now; ask for it again");
        }
    }

    private static OperatorRequested.Request request(@Nullable String action) {
        return Arrays.stream(OperatorRequested.Request.values())
                .filter(request -> action != null && request.name().equals(action.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> InvalidRequest.request("'action' has to be one of retry, compensate, resolve."));
    }
}
