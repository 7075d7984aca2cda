package checkout.payment.reconciliation;

import checkout.payment.reconciliation.difference.DifferenceRecords;
import checkout.payment.reconciliation.difference.Suspects;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Measures how many differences are open and how old the last comparison is, and deletes what is kept no longer. */
@Component
class ReconciliationUpkeep {
    private static final Logger log = LoggerFactory.getLogger(ReconciliationUpkeep.class);
    private static final long MEASURE_EVERY = Duration.ofSeconds(10).toNanos();
    private static final long DELETE_EVERY = Duration.ofMinutes(10).toNanos();
    private static final int BATCH_SIZE = 5_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final ReconciliationRuns runs;
    private final DifferenceRecords differences;
    private final Suspects suspects;
    private final ReconciliationSettings settings;
    private long lastMeasured = System.nanoTime() - MEASURE_EVERY;
    private long lastDeleted = System.nanoTime() - DELETE_EVERY;
    private volatile double open = Double.NaN;

    /** By this process's clock, when the last run ended without a failure; not a number before the first. */
    private volatile double lastSuccess = Double.NaN;

    ReconciliationUpkeep(
            ReconciliationRuns runs,
            DifferenceRecords differences,
            Suspects suspects,
            ReconciliationSettings settings,
            MeterRegistry meters) {
        this.runs = runs;
        this.differences = differences;
        this.suspects = suspects;
        this.settings = settings;
        Gauge.builder("checkout.reconciliation.differences.open", this, upkeep -> upkeep.open)
                .description("Differences between payments and the provider's ledger that are open")
                .register(meters);
        Gauge.builder("checkout.reconciliation.last.success.age", this, upkeep -> seconds() - upkeep.lastSuccess)
                .description("Time since the last reconciliation that ended without a failure")
                .baseUnit("seconds")
                .register(meters);
    }

    private static double seconds() {
        return System.nanoTime() / NANOS_PER_SECOND;
    }

    /** Measures anew if the last time was long enough ago. */
    void refresh() {
        if (System.nanoTime() - lastMeasured >= MEASURE_EVERY) {
            lastMeasured = System.nanoTime();
            open = differences.countOpen();
            lastSuccess = runs.sinceLastSuccess()
                    .map(age -> seconds() - age.toMillis() / 1e3)
                    .orElse(Double.NaN);
        }
    }

    /** Deletes a part of what is kept no longer, if the last time was long enough ago; goes on until nothing is left. */
    void deleteOld() {
        if (System.nanoTime() - lastDeleted < DELETE_EVERY) {
            return;
        }
        int differencesDeleted = differences.deleteClosed(settings.keep(), BATCH_SIZE);
        int runsDeleted = runs.deleteEnded(settings.keep(), BATCH_SIZE);
        int notesDeleted = suspects.deleteOfEndedRuns(BATCH_SIZE);
        if (differencesDeleted + runsDeleted > 0) {
            log.info(
                    "Deleted {} reconciliations and {} closed differences that are older than {}",
                    runsDeleted,
                    differencesDeleted,
                    settings.keep());
        }
        if (differencesDeleted + runsDeleted + notesDeleted == 0) {
            lastDeleted = System.nanoTime();
        }
    }
}
