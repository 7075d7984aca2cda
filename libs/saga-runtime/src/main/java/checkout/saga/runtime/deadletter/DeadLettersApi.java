package checkout.saga.runtime.deadletter;

import checkout.saga.runtime.api.BulkResult;
import checkout.saga.runtime.api.BulkResult.Item;
import checkout.saga.runtime.api.ListParameters;
import checkout.saga.runtime.api.OperatorApiErrors;
import checkout.saga.runtime.api.Page;
import checkout.saga.runtime.api.PayloadRedaction;
import checkout.saga.runtime.audit.OperatorAction;
import checkout.saga.runtime.deadletter.DeadLetterConsequences.Consequence;
import checkout.saga.runtime.store.StoredSaga;
import checkout.saga.runtime.store.TolerantSagaReader;
import checkout.web.RequestIds;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists and shows dead letters, and redrives or discards one of them. */
@RestController
@RequestMapping("/v1/dead-letters")
class DeadLettersApi {
    private final DeadLetters letters;
    private final DeadLetterReasons reasons;
    private final DeadLetterActions deadLetterActions;
    private final TolerantSagaReader sagas;
    private final DeadLetterConsequences consequences;
    private final PayloadRedaction redaction;

    DeadLettersApi(
            DeadLetters letters,
            DeadLetterReasons reasons,
            DeadLetterActions deadLetterActions,
            TolerantSagaReader sagas,
            DeadLetterConsequences consequences,
            PayloadRedaction redaction) {
        this.letters = letters;
        this.reasons = reasons;
        this.deadLetterActions = deadLetterActions;
        this.sagas = sagas;
        this.consequences = consequences;
        this.redaction = redaction;
    }

    record DeadLetterPage(
            List<DeadLetterSummary> deadLetters, @Nullable String nextCursor) {}

    record ReasonsPage(List<DeadLetterReasons.Group> reasons) {}

    @GetMapping
    ResponseEntity<DeadLetterPage> list(@RequestParam MultiValueMap<String, String> parameters) {
        ListParameters query = ListParameters.of(parameters, DeadLetterFilter.PARAMETERS);
        List<DeadLetterSummary> found = letters.page(DeadLetterFilter.of(query), query.below(), query.limit() + 1);
        Page<DeadLetterSummary> page = Page.of(found, query.limit(), DeadLetterSummary::id);
        return page.response(new DeadLetterPage(
                page.items().stream().map(letter -> letter.redacted(redaction)).toList(), page.nextCursor()));
    }

    /** Groups the open dead letters unless another status is requested. */
    @GetMapping("/reasons")
    ReasonsPage reasons(@RequestParam MultiValueMap<String, String> parameters) {
        DeadLetterFilter filter = DeadLetterFilter.of(ListParameters.of(parameters, DeadLetterFilter.PARAMETERS));
        return new ReasonsPage(reasons.groups(filter.status() == null ? filter.open() : filter));
    }

    @GetMapping("/{id}")
    DeadLetterDetail show(@PathVariable String id) {
        DeadLetter letter = RequestIds.parse(id)
                .flatMap(letters::find)
                .orElseThrow(() -> OperatorApiErrors.unknown("dead letter", id));
        UUID message = letter.messageId() == null
                ? null
                : RequestIds.parse(letter.messageId()).orElse(null);
        return DeadLetterDetail.of(
                letter,
                message == null ? null : letters.redrivenAs(message).orElse(null),
                whatFollows(letter),
                redaction);
    }

    /** Of an open letter. */
    private Map<String, Consequence> whatFollows(DeadLetter letter) {
        if (letter.settlement() != null) {
            return Map.of();
        }
        StoredSaga saga =
                letter.sagaId() == null ? null : sagas.find(letter.sagaId()).orElse(null);
        return Map.of(
                "redrive", consequences.of(letter, OperatorAction.Action.REDRIVE, saga),
                "discard", consequences.of(letter, OperatorAction.Action.DISCARD, saga));
    }

    @PostMapping("/{id}/redrive")
    DeadLetterDetail redrive(@PathVariable String id, @RequestBody SettleBody body, Principal who) {
        return settle(id, OperatorAction.Action.REDRIVE, body, who);
    }

    @PostMapping("/{id}/discard")
    DeadLetterDetail discard(@PathVariable String id, @RequestBody SettleBody body, Principal who) {
        if (body.patch() != null) {
            throw OperatorApiErrors.request(
                    "'patch' must be left out; nothing is sent when a dead letter is discarded.");
        }
        return settle(id, OperatorAction.Action.DISCARD, body, who);
    }

    private DeadLetterDetail settle(String id, OperatorAction.Action action, SettleBody body, Principal who) {
        UUID letter = RequestIds.parse(id).orElseThrow(() -> OperatorApiErrors.unknown("dead letter", id));
        Item result = deadLetterActions
                .settle(List.of(letter), action, body.given(), who.getName(), body.forced(), body.patch())
                .getFirst();
        if (result.outcome().equals(BulkResult.GONE)) {
            throw OperatorApiErrors.unknown("dead letter", id);
        }
        if (!result.done()) {
            throw OperatorApiErrors.notNow("Dead letter %s is unchanged: %s.".formatted(id, result.detail()));
        }
        return show(id);
    }
}
