package checkout.saga.runtime.operator;

import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.runtime.api.BulkRequest;
import checkout.saga.runtime.api.BulkResult;
import checkout.saga.runtime.api.BulkResult.Item;
import checkout.saga.runtime.api.OperatorApiErrors;
import checkout.saga.runtime.api.Page;
import checkout.saga.runtime.drive.ActionResult;
import checkout.web.PageCursor;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Acts on many sagas, each in a transaction of its own. */
@RestController
class SagasBulkApi {
    private final SagaList list;
    private final OperatorActions operatorActions;

    SagasBulkApi(SagaList list, OperatorActions operatorActions) {
        this.list = list;
        this.operatorActions = operatorActions;
    }

    @PostMapping("/v1/sagas/bulk")
    BulkResult act(@RequestBody BulkRequest<SagaFilter> body, Principal who) {
        SagaFilter filter = body.filter();
        if (filter == null || filter.isEmpty()) {
            throw OperatorApiErrors.request(
                    "'filter' must say which sagas to act on, such as {\"stuck\":true} or {\"ids\":[...]}.");
        }
        var request = new OperatorRequested(
                body.action(List.of(OperatorRequested.Request.values())), body.givenReason(), who.getName());
        Page<UUID> matched = Page.of(
                list.ids(filter.checked(), PageCursor.read(body.cursor()), BulkRequest.LIMIT + 1),
                BulkRequest.LIMIT,
                id -> id);
        List<Item> results = new ArrayList<>();
        matched.items().forEach(id -> results.add(act(id, request)));
        results.addAll(notMatched(filter, results));
        return BulkResult.of(results, matched.nextCursor());
    }

    /** Sagas that were named by their ids each get a result, whether they match or not. */
    private static List<Item> notMatched(SagaFilter filter, List<Item> results) {
        List<String> named = filter.ids() == null ? List.of() : filter.ids();
        Set<UUID> matched = results.stream().map(Item::id).collect(Collectors.toSet());
        return named.stream()
                .map(UUID::fromString)
                .distinct()
                .filter(id -> !matched.contains(id))
                .map(id -> new Item(id, BulkResult.GONE, "the saga does not exist or does not match the filter"))
                .toList();
    }

    private Item act(UUID id, OperatorRequested request) {
        try {
            return switch (operatorActions.act(id, request)) {
                case ActionResult.Done done ->
                    new Item(id, "DONE", "now " + done.now().phase());
                case ActionResult.Refused(String why) -> new Item(id, BulkResult.REFUSED, why);
                case ActionResult.NoSuchSaga() -> new Item(id, BulkResult.GONE, "the saga does not exist");
            };
        } catch (TransientDataAccessException fault) {
            return new Item(id, BulkResult.FAILED, "the database is temporarily unavailable; request it again");
        }
    }
}
