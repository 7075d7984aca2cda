package checkout.order.overdue;

import checkout.web.PageLimit;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/overdue}: the orders and returns that should have ended, for operators, the longest overdue first. */
@RestController
class OverdueApi {
    private static final int MAX_LIMIT = 1_000;

    private final Overdue overdue;
    private final OverdueSettings settings;

    OverdueApi(Overdue overdue, OverdueSettings settings) {
        this.overdue = overdue;
        this.settings = settings;
    }

    /**
     * @param sagaId the id of the order or the return, and of its saga
     * @param restarts how often its saga was started again
     * @param nextRestartAt null if it is not started again any more
     */
    record OverdueView(
            OverdueKind kind,
            UUID sagaId,
            UUID checkoutId,
            Instant foundAt,
            int restarts,
            @Nullable Instant nextRestartAt) {}

    record OverdueList(List<OverdueView> overdue) {}

    @GetMapping("/v1/overdue")
    OverdueList list(@RequestParam(defaultValue = "100") int limit) {
        PageLimit.check(limit, MAX_LIMIT);
        return new OverdueList(overdue.list(settings.maxTries(), limit));
    }
}
