package checkout.payment.reconciliation.api;

import checkout.payment.reconciliation.ReconciliationRun;
import checkout.payment.reconciliation.ReconciliationRun.Counts;
import checkout.payment.reconciliation.ReconciliationRun.Phase;
import checkout.payment.reconciliation.ReconciliationRun.State;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reconciliation and its progress, as JSON for operators.
 *
 * @param pages of the provider's ledger that were read
 * @param compared checkouts of the provider's ledger
 * @param payments of ours that were looked for there
 * @param suspects checkouts that differed at the first look, or were under way
 * @param undecided checkouts that kept changing and are left to the next run
 * @param differences seen by this run, new or not
 * @param error why the run failed, or why it waits
 */
record ReconciliationView(
        UUID id,
        State state,
        Phase phase,
        String startedBy,
        Instant startedAt,
        @Nullable Instant finishedAt,
        int pages,
        long compared,
        long payments,
        int suspects,
        int undecided,
        int differences,
        int newDifferences,
        @Nullable String error) {

    static ReconciliationView of(ReconciliationRun run) {
        Counts counts = run.counts();
        return new ReconciliationView(
                run.id(),
                run.state(),
                run.phase(),
                run.startedBy(),
                run.startedAt(),
                run.finishedAt(),
                counts.pages(),
                counts.compared(),
                counts.payments(),
                counts.suspects(),
                counts.undecided(),
                counts.differences(),
                counts.newDifferences(),
                run.lastError());
    }
}
