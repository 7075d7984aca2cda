package checkout.saga.runtime.operator;

import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.runtime.action.OperatorActions;
import checkout.saga.runtime.api.ActionReason;
import checkout.saga.runtime.api.ListParameters;
import checkout.saga.runtime.api.OperatorApiErrors;
import checkout.saga.runtime.api.Page;
import checkout.saga.runtime.drive.ActionRequest;
import checkout.saga.runtime.drive.ActionResult;
import checkout.saga.runtime.drive.ActionTarget;
import checkout.web.ProblemException;
import checkout.web.RequestIds;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists and shows sagas, and acts on one of them. */
@RestController
@RequestMapping("/v1/sagas")
class SagasApi {
    private final SagaList list;
    private final DiagnosedSagas sagas;
    private final OperatorActions operatorActions;

    SagasApi(SagaList list, DiagnosedSagas sagas, OperatorActions operatorActions) {
        this.list = list;
        this.sagas = sagas;
        this.operatorActions = operatorActions;
    }

    record SagaPage(List<SagaSummary> sagas, @Nullable String nextCursor) {}

    @GetMapping
    ResponseEntity<SagaPage> list(@RequestParam MultiValueMap<String, String> parameters) {
        ListParameters query = ListParameters.of(parameters, SagaFilter.PARAMETERS);
        List<SagaSummary> found = list.page(SagaFilter.of(query), query.below(), query.limit() + 1);
        Page<SagaSummary> page = Page.of(found, query.limit(), SagaSummary::id);
        return page.response(new SagaPage(page.items(), page.nextCursor()));
    }

    @GetMapping("/{id}")
    SagaDetail show(@PathVariable String id) {
        return RequestIds.parse(id).flatMap(sagas::detail).orElseThrow(() -> OperatorApiErrors.unknown("saga", id));
    }

    @PostMapping("/{id}/retry")
    SagaSummary retry(@PathVariable String id, @RequestBody ActionReason actionReason, Principal who) {
        return act(id, Request.RETRY, actionReason, who);
    }

    @PostMapping("/{id}/compensate")
    SagaSummary compensate(@PathVariable String id, @RequestBody ActionReason actionReason, Principal who) {
        return act(id, Request.COMPENSATE, actionReason, who);
    }

    @PostMapping("/{id}/cancel")
    SagaSummary cancel(@PathVariable String id, @RequestBody ActionReason actionReason, Principal who) {
        return act(id, Request.CANCEL, actionReason, who);
    }

    @PostMapping("/{id}/resolve")
    Resolved resolve(@PathVariable String id, @RequestBody ResolveBody body, Principal who) {
        UUID saga = id(id);
        ActionRequest request = new ActionRequest.Resolve(body.by(who.getName()));
        ActionResult.Done done = done(id, operatorActions.act(new ActionTarget(saga, body.movedAt()), request));
        return new Resolved(list.summary(saga).orElseThrow(), done.mayStillHappen());
    }

    /**
     * A saga that was ended by hand.
     *
     * @param mayStillHappen what is left undone, or may take effect later all the same
     */
    record Resolved(@JsonUnwrapped SagaSummary saga, List<String> mayStillHappen) {}

    private SagaSummary act(String id, Request request, ActionReason actionReason, Principal who) {
        UUID saga = id(id);
        var requested = new OperatorRequested(request, actionReason.given(), who.getName());
        done(
                id,
                operatorActions.act(new ActionTarget(saga, actionReason.movedAt()), new ActionRequest.Move(requested)));
        return list.summary(saga).orElseThrow();
    }

    private static UUID id(String id) {
        return RequestIds.parse(id).orElseThrow(() -> OperatorApiErrors.unknown("saga", id));
    }

    private static ActionResult.Done done(String id, ActionResult result) {
        return switch (result) {
            case ActionResult.Done done -> done;
            case ActionResult.Refused(String why) ->
                throw OperatorApiErrors.notNow("Saga %s is unchanged: %s.".formatted(id, why));
            case ActionResult.Resumed(SagaPhase now, String why) ->
                throw OperatorApiErrors.notNow(
                        "Saga %s had been parked and went on with what it had missed: it is %s now. The request was refused: %s."
                                .formatted(id, now, why));
            case ActionResult.Changed changed -> throw alreadyChanged(id, changed);
            case ActionResult.Locked() ->
                throw new IllegalStateException("Indicates a bug: saga %s was waited for".formatted(id));
            case ActionResult.NoSuchSaga() -> throw OperatorApiErrors.unknown("saga", id);
        };
    }

    private static ProblemException alreadyChanged(String id, ActionResult.Changed changed) {
        ProblemException problem = new ProblemException(
                HttpStatus.CONFLICT,
                "already-changed",
                "The saga has changed",
                "Saga %s is unchanged by this request: %s. Look at it again.".formatted(id, changed.why()));
        return changed.by() == null
                ? problem
                : problem.with("who", changed.by().who())
                        .with("at", changed.by().at())
                        .with("action", changed.by().action());
    }
}
