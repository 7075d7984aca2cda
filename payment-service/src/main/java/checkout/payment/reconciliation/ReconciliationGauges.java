package checkout.payment.reconciliation;

import checkout.messaging.metrics.GaugeSource;
import checkout.payment.reconciliation.difference.DifferenceRecords;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How many differences are open, and for how long payments have not been compared. */
@Component
class ReconciliationGauges implements GaugeSource {
    private static final Gauge OPEN = new Gauge(
            "checkout.reconciliation.differences.open",
            null,
            "Differences between payments and the provider's ledger that nobody has settled");
    private static final Gauge AGE = new Gauge(
            "checkout.reconciliation.last.success.age",
            "seconds",
            "Time since the last reconciliation that ended without a failure, or since the process started");

    private final ReconciliationRuns runs;
    private final DifferenceRecords differences;
    private final boolean scheduled;
    private final long startedAt = System.nanoTime();

    ReconciliationGauges(ReconciliationRuns runs, DifferenceRecords differences, ReconciliationSettings settings) {
        this.runs = runs;
        this.differences = differences;
        this.scheduled = settings.isScheduled();
    }

    @Override
    public String name() {
        return "reconciliation";
    }

    @Override
    public List<Reading> read() {
        return List.of(OPEN.is(differences.countOpen()), AGE.is(age()));
    }

    /** Not a number if no run has begun and none will begin by itself. */
    private double age() {
        Optional<Duration> age = runs.sinceLastSuccessOrFirstRun();
        if (age.isEmpty() && scheduled) {
            age = Optional.of(Duration.ofNanos(System.nanoTime() - startedAt));
        }
        return age.map(known -> known.toMillis() / 1e3).orElse(Double.NaN);
    }
}
