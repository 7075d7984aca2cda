package checkout.orchestrator.deadletter;

import checkout.orchestrator.audit.Act;
import checkout.orchestrator.deadletter.Settling.Result;
import checkout.orchestrator.desk.Because;
import checkout.orchestrator.desk.Ids;
import checkout.orchestrator.desk.Invalid;
import checkout.orchestrator.desk.Query;
import checkout.orchestrator.desk.Slice;
import java.security.Principal;
import java.util.List;
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

/** Lists and shows dead letters, and settles one of them. */
@RestController
@RequestMapping("/v1/dead-letters")
class DeadLettersApi {
    private final DeadLetters letters;
    private final Reasons reasons;
    private final Settling settling;

    DeadLettersApi(DeadLetters letters, Reasons reasons, Settling settling) {
        this.letters = letters;
        this.reasons = reasons;
        this.settling = settling;
    }

    record Page(List<LetterView> deadLetters, @Nullable String nextCursor) {}

    record ReasonsPage(List<Reasons.Group> reasons) {}

    @GetMapping
    ResponseEntity<Page> list(@RequestParam MultiValueMap<String, String> parameters) {
        Query query = Query.of(parameters, LetterFilter.PARAMETERS);
        List<Letter> found = letters.page(LetterFilter.of(query), query.below(), query.limit() + 1);
        Slice<Letter> slice = Slice.of(found, query.limit(), Letter::id);
        return slice.answer(new Page(slice.items().stream().map(LetterView::of).toList(), slice.nextCursor()));
    }

    /** Of the open ones, unless another status is asked for. */
    @GetMapping("/reasons")
    ReasonsPage reasons(@RequestParam MultiValueMap<String, String> parameters) {
        LetterFilter filter = LetterFilter.of(Query.of(parameters, LetterFilter.PARAMETERS));
        return new ReasonsPage(reasons.groups(filter.status() == null ? filter.open() : filter));
    }

    @GetMapping("/{id}")
    LetterDetail show(@PathVariable String id) {
        Letter letter = Ids.read(id).flatMap(letters::find).orElseThrow(() -> Invalid.unknown("dead letter", id));
        UUID message =
                letter.messageId() == null ? null : Ids.read(letter.messageId()).orElse(null);
        return LetterDetail.of(
                letter, message == null ? null : letters.redrivenAs(message).orElse(null));
    }

    @PostMapping("/{id}/redrive")
    LetterDetail redrive(@PathVariable String id, @RequestBody Because because, Principal who) {
        return settle(id, Act.Action.REDRIVE, because, who);
    }

    @PostMapping("/{id}/discard")
    LetterDetail discard(@PathVariable String id, @RequestBody Because because, Principal who) {
        return settle(id, Act.Action.DISCARD, because, who);
    }

    private LetterDetail settle(String id, Act.Action action, Because because, Principal who) {
        UUID letter = Ids.read(id).orElseThrow(() -> Invalid.unknown("dead letter", id));
        Result result = settling.settle(List.of(letter), action, because.given(), who.getName())
                .get(0);
        if (result.outcome().equals(Result.GONE)) {
            throw Invalid.unknown("dead letter", id);
        }
        if (!result.done()) {
            throw Invalid.notNow("Dead letter %s stays as it is: %s.".formatted(id, result.detail()));
        }
        return show(id);
    }
}
