package checkout.payment.reconciliation.api;

import checkout.payment.reconciliation.difference.Difference;
import checkout.payment.reconciliation.difference.Difference.Status;
import checkout.payment.reconciliation.difference.DifferenceKind;
import checkout.payment.reconciliation.difference.DifferenceList;
import checkout.payment.reconciliation.difference.DifferenceRecords;
import checkout.web.PageCursor;
import checkout.web.ProblemException;
import checkout.web.RequestChecks;
import checkout.web.RequestIds;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists differences, and settles one that an operator has dealt with. */
@RestController
@RequestMapping("/v1/reconciliations/differences")
class DifferencesApi {
    static final int MAX_LIMIT = 200;

    private final DifferenceList list;
    private final DifferenceRecords differences;
    private final TransactionTemplate transaction;

    DifferencesApi(DifferenceList list, DifferenceRecords differences, PlatformTransactionManager transactions) {
        this.list = list;
        this.differences = differences;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @param open how many differences are open, whatever this page is about */
    record DifferencePage(
            List<Difference> differences, @Nullable String nextCursor, int open) {}

    record SettleRequest(@Nullable String reason) {}

    @GetMapping
    DifferencePage list(
            @RequestParam(defaultValue = "OPEN") String status,
            @RequestParam(defaultValue = RequestChecks.ALL) String kind,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int wanted = RequestChecks.limit(limit, MAX_LIMIT);
        List<Difference> found = list.page(
                RequestChecks.named("status", status, Status.class),
                RequestChecks.named("kind", kind, DifferenceKind.class),
                PageCursor.read(cursor),
                wanted + 1);
        boolean more = found.size() > wanted;
        List<Difference> page = more ? found.subList(0, wanted) : found;
        return new DifferencePage(page, more ? PageCursor.after(page.getLast().id()) : null, differences.countOpen());
    }

    @PostMapping("/{id}/settle")
    Difference settle(@PathVariable String id, @RequestBody SettleRequest request, Principal who) {
        String reason = RequestChecks.reason(request.reason(), "refunded at the provider");
        UUID difference = RequestIds.parse(id)
                .filter(known -> list.find(known).isPresent())
                .orElseThrow(() -> RequestChecks.unknown("difference", id));
        Boolean settled = transaction.execute(status -> differences.settle(difference, who.getName(), reason));
        Difference now = list.find(difference).orElseThrow(() -> RequestChecks.unknown("difference", id));
        if (!Boolean.TRUE.equals(settled)) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "not-possible",
                    "Not possible now",
                    "Difference %s is %s; only an open one can be settled.".formatted(difference, now.status()));
        }
        return now;
    }
}
