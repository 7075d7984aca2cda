package checkout.payment.reconciliation.api;

import checkout.payment.reconciliation.ReconciliationRun;
import checkout.payment.reconciliation.ReconciliationRuns;
import checkout.payment.reconciliation.ReconciliationWorker;
import checkout.web.PageCursor;
import checkout.web.ProblemException;
import checkout.web.RequestChecks;
import checkout.web.RequestIds;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Begins reconciliations and shows their progress. */
@RestController
@RequestMapping("/v1/reconciliations")
class ReconciliationsApi {
    private final ReconciliationRuns runs;
    private final ReconciliationWorker worker;

    ReconciliationsApi(ReconciliationRuns runs, ReconciliationWorker worker) {
        this.runs = runs;
        this.worker = worker;
    }

    record ReconciliationPage(
            List<ReconciliationView> reconciliations,
            @Nullable String nextCursor) {}

    /** Begins a run, which goes on after the answer. */
    @PostMapping
    ResponseEntity<ReconciliationView> begin(Principal who) {
        UUID id = runs.begin(who.getName()).orElseThrow(this::alreadyRunning);
        worker.wakeUp();
        return ResponseEntity.accepted()
                .location(URI.create("/v1/reconciliations/" + id))
                .body(runs.find(id).map(ReconciliationView::of).orElseThrow());
    }

    private ProblemException alreadyRunning() {
        String running = runs.running().map(UUID::toString).orElse("that has just ended");
        return new ProblemException(
                        HttpStatus.CONFLICT,
                        "reconciliation-running",
                        "A reconciliation is under way",
                        "Reconciliation %s is under way; wait until it ends, then begin another.".formatted(running))
                .with("reconciliation", running);
    }

    @GetMapping
    ReconciliationPage list(
            @RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor) {
        int wanted = RequestChecks.limit(limit, DifferencesApi.MAX_LIMIT);
        List<ReconciliationRun> found = runs.page(PageCursor.read(cursor), wanted + 1);
        boolean more = found.size() > wanted;
        List<ReconciliationRun> page = more ? found.subList(0, wanted) : found;
        return new ReconciliationPage(
                page.stream().map(ReconciliationView::of).toList(),
                more ? PageCursor.after(page.getLast().id()) : null);
    }

    @GetMapping("/{id}")
    ReconciliationView show(@PathVariable String id) {
        return RequestIds.parse(id)
                .flatMap(runs::find)
                .map(ReconciliationView::of)
                .orElseThrow(() -> RequestChecks.unknown("reconciliation", id));
    }
}
