package checkout.saga.runtime.operator;

import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.runtime.action.OperatorActions;
import checkout.saga.runtime.api.BulkRequest;
import checkout.saga.runtime.api.BulkResult;
import checkout.saga.runtime.api.BulkResult.Item;
import checkout.saga.runtime.api.OperatorApiErrors;
import checkout.saga.runtime.api.Page;
import checkout.saga.runtime.audit.OperatorAction.Action;
import checkout.saga.runtime.drive.ActionRequest;
import checkout.saga.runtime.drive.ActionResult;
import checkout.saga.runtime.drive.ActionTarget;
import checkout.web.PageCursor;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Acts on many sagas, each in a transaction of its own. */
@RestController
class SagasBulkApi {
    private static final Logger log = LoggerFactory.getLogger(SagasBulkApi.class);

    private final SagaList list;
    private final OperatorActions operatorActions;

    SagasBulkApi(SagaList list, OperatorActions operatorActions) {
        this.list = list;
        this.operatorActions = operatorActions;
    }

    @PostMapping("/v1/sagas/bulk")
    BulkResult act(@RequestBody BulkRequest<SagaFilter> body, Principal who) {
        SagaFilter given = body.filter();
        if (given == null || given.isEmpty()) {
            throw OperatorApiErrors.request(
                    "'filter' must say which sagas to act on, such as {\"stuck\":true} or {\"ids\":[...]}.");
        }
        SagaFilter filter = given.checked();
        Function<UUID, ActionResult> act = act(body, who.getName());
        Page<UUID> matched = Page.of(
                list.ids(filter, PageCursor.read(body.cursor()), BulkRequest.LIMIT + 1), BulkRequest.LIMIT, id -> id);
        List<Item> results = new ArrayList<>();
        matched.items().forEach(id -> results.add(act(id, act)));
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

    private Function<UUID, ActionResult> act(BulkRequest<SagaFilter> body, String who) {
        Action action = body.action(List.of(Action.RETRY, Action.COMPENSATE, Action.RESOLVE));
        if (action == Action.RESOLVE) {
            var request = new ResolveBody(body.reason(), body.outcome(), body.note(), body.force(), null).by(who);
            return act(new ActionRequest.Resolve(request));
        }
        Request requested = action == Action.RETRY ? Request.RETRY : Request.COMPENSATE;
        return act(new ActionRequest.Move(new OperatorRequested(requested, body.givenReason(), who)));
    }

    private Function<UUID, ActionResult> act(ActionRequest request) {
        return id -> operatorActions.act(new ActionTarget(id, null), request);
    }

    private static Item act(UUID id, Function<UUID, ActionResult> act) {
        try {
            return switch (act.apply(id)) {
                case ActionResult.Done done ->
                    new Item(
                            id,
                            "DONE",
                            done.mayStillHappen().isEmpty()
                                    ? "now " + done.now()
                                    : "now %s; %s".formatted(done.now(), String.join(" ", done.mayStillHappen())));
                case ActionResult.Refused(String why) -> new Item(id, BulkResult.REFUSED, why);
                case ActionResult.Resumed resumed -> new Item(id, BulkResult.REFUSED, resumed.inWords());
                case ActionResult.Changed changed -> new Item(id, BulkResult.REFUSED, changed.why());
                case ActionResult.Locked() -> new Item(id, BulkResult.FAILED, "another transaction has locked it");
                case ActionResult.NoSuchSaga() -> new Item(id, BulkResult.GONE, "the saga does not exist");
            };
        } catch (DataAccessException | TransactionException fault) {
            log.warn("Saga {}: the action failed and may be requested again", id, fault);
            return new Item(id, BulkResult.FAILED, "the database is temporarily unavailable; request it again");
        }
    }
}
