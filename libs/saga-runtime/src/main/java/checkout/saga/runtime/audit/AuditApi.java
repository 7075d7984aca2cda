package checkout.saga.runtime.audit;

import checkout.saga.runtime.api.ListParameters;
import checkout.saga.runtime.api.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists operator actions. */
@RestController
class AuditApi {
    private final AuditLog audit;

    AuditApi(AuditLog audit) {
        this.audit = audit;
    }

    record AuditPage(List<AuditLog.Entry> entries, @Nullable String nextCursor) {}

    @GetMapping("/v1/audit")
    ResponseEntity<AuditPage> list(@RequestParam MultiValueMap<String, String> parameters) {
        ListParameters query = ListParameters.of(parameters, AuditFilter.PARAMETERS);
        List<AuditLog.Entry> found = audit.page(AuditFilter.of(query), query.below(), query.limit() + 1);
        Page<AuditLog.Entry> page = Page.of(found, query.limit(), AuditLog.Entry::id);
        return page.response(new AuditPage(page.items(), page.nextCursor()));
    }
}
