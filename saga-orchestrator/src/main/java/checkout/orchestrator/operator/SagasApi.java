package checkout.orchestrator.operator;

import checkout.orchestrator.desk.Because;
import checkout.orchestrator.desk.Ids;
import checkout.orchestrator.desk.Invalid;
import checkout.orchestrator.desk.Query;
import checkout.orchestrator.desk.Slice;
import checkout.orchestrator.runtime.Answer;
import checkout.saga.engine.Input.OperatorSaid;
import checkout.saga.engine.Input.OperatorSaid.Wish;
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

/** Lists and shows sagas, and acts on one of them. */
@RestController
@RequestMapping("/v1/sagas")
class SagasApi {
    private final SagaList list;
    private final SagaDetails details;
    private final Acts acts;

    SagasApi(SagaList list, SagaDetails details, Acts acts) {
        this.list = list;
        this.details = details;
        this.acts = acts;
    }

    record Page(List<SagaSummary> sagas, @Nullable String nextCursor) {}

    @GetMapping
    ResponseEntity<Page> list(@RequestParam MultiValueMap<String, String> parameters) {
        Query query = Query.of(parameters, SagaFilter.PARAMETERS);
        List<SagaSummary> found = list.page(SagaFilter.of(query), query.below(), query.limit() + 1);
        Slice<SagaSummary> slice = Slice.of(found, query.limit(), SagaSummary::id);
        return slice.answer(new Page(slice.items(), slice.nextCursor()));
    }

    @GetMapping("/{id}")
    SagaDetail show(@PathVariable String id) {
        return Ids.read(id).flatMap(details::of).orElseThrow(() -> Invalid.unknown("saga", id));
    }

    @PostMapping("/{id}/retry")
    SagaSummary retry(@PathVariable String id, @RequestBody Because because, Principal who) {
        return act(id, Wish.RETRY, because, who);
    }

    @PostMapping("/{id}/compensate")
    SagaSummary compensate(@PathVariable String id, @RequestBody Because because, Principal who) {
        return act(id, Wish.COMPENSATE, because, who);
    }

    @PostMapping("/{id}/resolve")
    SagaSummary resolve(@PathVariable String id, @RequestBody Because because, Principal who) {
        return act(id, Wish.RESOLVE, because, who);
    }

    private SagaSummary act(String id, Wish wish, Because because, Principal who) {
        UUID saga = Ids.read(id).orElseThrow(() -> Invalid.unknown("saga", id));
        Answer answer = acts.act(saga, new OperatorSaid(wish, because.given(), who.getName()));
        if (answer instanceof Answer.Refused refused) {
            throw Invalid.notNow("Saga %s stays as it is: %s.".formatted(id, refused.why()));
        }
        if (answer instanceof Answer.NoSuchSaga) {
            throw Invalid.unknown("saga", id);
        }
        return list.line(saga).orElseThrow();
    }
}
