package checkout.orchestrator.audit;

import checkout.orchestrator.desk.Query;
import checkout.orchestrator.desk.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what operators did. */
@RestController
class AuditApi {
    private final Audit audit;

    AuditApi(Audit audit) {
        this.audit = audit;
    }

    record Page(List<Audit.Entry> entries, @Nullable String nextCursor) {}

    @GetMapping("/v1/audit")
    ResponseEntity<Page> list(@RequestParam MultiValueMap<String, String> parameters) {
        Query query = Query.of(parameters, AuditFilter.PARAMETERS);
        List<Audit.Entry> found = audit.page(AuditFilter.of(query), query.below(), query.limit() + 1);
        Slice<Audit.Entry> slice = Slice.of(found, query.limit(), Audit.Entry::id);
        return slice.answer(new Page(slice.items(), slice.nextCursor()));
    }
}
