package checkout.saga.runtime.act;

import checkout.saga.runtime.act.Act.Status;
import checkout.saga.runtime.act.ActItem.Outcome;
import checkout.saga.runtime.api.ActionReason;
import checkout.saga.runtime.api.ListParameters;
import checkout.saga.runtime.api.OperatorApiErrors;
import checkout.saga.runtime.api.Page;
import checkout.web.ProblemException;
import checkout.web.RequestChecks;
import checkout.web.RequestIds;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Creates, shows, runs and stops acts. */
@RestController
@RequestMapping("/v1/acts")
class ActsApi {
    private static final int LONGEST_NAME = 100;

    private final ActCreation creation;
    private final Acts acts;
    private final ActItems items;
    private final TransactionTemplate transaction;

    ActsApi(ActCreation creation, Acts acts, ActItems items, TransactionTemplate transaction) {
        this.creation = creation;
        this.acts = acts;
        this.items = items;
        this.transaction = transaction;
    }

    /** @param reason null to keep the one that was given when the act was created */
    record RunBody(@Nullable String reason) {}

    record ActPage(List<ActView> acts, @Nullable String nextCursor) {}

    record ItemPage(List<ActItem> items, @Nullable String nextCursor) {}

    @PostMapping
    ResponseEntity<ActView> create(@RequestBody ActBody body, Principal who) {
        UUID act = creation.create(body, who.getName());
        return ResponseEntity.created(URI.create("/v1/acts/" + act)).body(show(act.toString()));
    }

    @GetMapping
    ResponseEntity<ActPage> list(@RequestParam MultiValueMap<String, String> parameters) {
        ListParameters query = ListParameters.of(parameters, Set.of("status", "who"));
        String status = query.get("status");
        List<Act> found = acts.page(
                status == null ? null : RequestChecks.named("status", status, Status.class),
                OperatorApiErrors.text("who", query.get("who"), LONGEST_NAME),
                query.below(),
                query.limit() + 1);
        Page<Act> page = Page.of(found, query.limit(), Act::id);
        Map<UUID, Map<String, Integer>> outcomes = items.outcomes(page.items().stream()
                .filter(act -> act.outcomes() == null)
                .map(Act::id)
                .toList());
        return page.response(new ActPage(
                page.items().stream()
                        .map(act -> ActView.of(act, outcomes.getOrDefault(act.id(), Map.of()), null))
                        .toList(),
                page.nextCursor()));
    }

    @GetMapping("/{id}")
    ActView show(@PathVariable String id) {
        Act act = act(id);
        return ActView.of(
                act,
                items.outcomes(List.of(act.id())).getOrDefault(act.id(), Map.of()),
                items.reasons(act.id(), act.status() == Status.PLANNED));
    }

    @GetMapping("/{id}/items")
    ResponseEntity<ItemPage> items(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        ListParameters query = ListParameters.of(parameters, Set.of("outcome", "possible"));
        int limit = query.limit();
        List<ActItem> found =
                items.page(act(id), outcome(query.get("outcome")), query.flag("possible"), query.below(), limit + 1);
        Page<ActItem> page = Page.of(found, limit, ActItem::id);
        return page.response(new ItemPage(page.items(), page.nextCursor()));
    }

    /** What is planned is stored as what is pending. */
    private static @Nullable Outcome outcome(@Nullable String given) {
        if (given == null) {
            return null;
        }
        return given.equalsIgnoreCase("PLANNED")
                ? Outcome.PENDING
                : RequestChecks.named("outcome", given, Outcome.class);
    }

    @PostMapping("/{id}/run")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ActView run(@PathVariable String id, @RequestBody RunBody body, Principal who) {
        Act act = act(id);
        String reason = body.reason() == null ? null : ActionReason.given(body.reason());
        if (!acts.run(act.id(), who.getName(), reason)) {
            throw alreadyRun(act(id));
        }
        return show(id);
    }

    private static ProblemException alreadyRun(Act act) {
        ProblemException problem = new ProblemException(
                HttpStatus.CONFLICT,
                "already-run",
                "The act has been run",
                "%s ran act %s at %s. Create another one, if its sagas need it again."
                        .formatted(act.startedBy(), act.id(), act.startedAt()));
        return act.startedBy() == null || act.startedAt() == null
                ? problem
                : problem.with("who", act.startedBy()).with("at", act.startedAt());
    }

    @PostMapping("/{id}/stop")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ActView stop(@PathVariable String id, Principal who) {
        Act act = act(id);
        transaction.executeWithoutResult(status -> stop(act, who.getName()));
        return show(id);
    }

    /** In one transaction: an act whose sagas could not be skipped has not been stopped, and does not claim to be. */
    private void stop(Act act, String who) {
        if (!acts.stop(act.id(), who)) {
            throw OperatorApiErrors.notNow("Act %s does not run: it is %s.".formatted(act.id(), act.status()));
        }
        items.skipPending(act.id());
    }

    private Act act(String id) {
        return RequestIds.parse(id).flatMap(acts::find).orElseThrow(() -> OperatorApiErrors.unknown("act", id));
    }
}
