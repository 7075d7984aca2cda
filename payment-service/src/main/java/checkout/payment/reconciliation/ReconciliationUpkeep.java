package checkout.payment.reconciliation;

import checkout.payment.reconciliation.difference.DifferenceRecords;
import checkout.payment.reconciliation.difference.Suspects;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Deletes what is kept no longer. */
@Component
class ReconciliationUpkeep {
    private static final Logger log = LoggerFactory.getLogger(ReconciliationUpkeep.class);
    private static final long DELETE_EVERY = Duration.ofMinutes(10).toNanos();
    private static final int BATCH_SIZE = 5_000;

    private final ReconciliationRuns runs;
    private final DifferenceRecords differences;
    private final Suspects suspects;
    private final ReconciliationSettings settings;
    private long lastDeleted = System.nanoTime() - DELETE_EVERY;

    ReconciliationUpkeep(
            ReconciliationRuns runs,
            DifferenceRecords differences,
            Suspects suspects,
            ReconciliationSettings settings) {
        this.runs = runs;
        this.differences = differences;
        this.suspects = suspects;
        this.settings = settings;
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
