package checkout.payment.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of the payments with the provider's ledger, and how far it is.
 *
 * @param cursor of the next page of the provider's ledger; null for the first
 * @param afterCheckout the last of our payments that was looked for in the provider's ledger; null before the first
 * @param failures how many requests to the provider have failed in a row
 * @param failingFor since when they do; null if the last one was answered
 */
public record ReconciliationRun(
        UUID id,
        State state,
        Phase phase,
        String startedBy,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String cursor,
        @Nullable UUID afterCheckout,
        Counts counts,
        int failures,
        @Nullable Duration failingFor,
        @Nullable String lastError) {

    /** Whether a run goes on. A failed run is not continued; the next one begins anew. */
    public enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /** What a run does first, next and last. */
    public enum Phase {
        /** Reads the provider's ledger page by page and looks up our payments of the same checkouts. */
        PROVIDER_LEDGER,
        /** Looks for payments of ours that were not found in the provider's ledger. */
        OUR_PAYMENTS,
        /** Looks at what differed, or was under way, a second time. */
        SECOND_LOOK
    }

    /**
     * What a run has done.
     *
     * @param pages of the provider's ledger
     * @param compared checkouts of the provider's ledger
     * @param payments of ours that were looked for there
     * @param suspects checkouts that differed at the first look, or were under way
     * @param undecided checkouts that kept changing, and are left to the next run
     * @param differences seen by this run
     * @param newDifferences those of them that were not open before
     */
    public record Counts(
            int pages, long compared, long payments, int suspects, int undecided, int differences, int newDifferences) {

        Counts withPage(int accounts) {
            return new Counts(
                    pages + 1, compared + accounts, payments, suspects, undecided, differences, newDifferences);
        }

        Counts withPayments(int more) {
            return new Counts(pages, compared, payments + more, suspects, undecided, differences, newDifferences);
        }

        Counts withSuspects(int more) {
            return new Counts(pages, compared, payments, suspects + more, undecided, differences, newDifferences);
        }

        Counts withUndecided() {
            return new Counts(pages, compared, payments, suspects, undecided + 1, differences, newDifferences);
        }

        Counts withDifferences(int more, int moreNew) {
            return new Counts(
                    pages, compared, payments, suspects, undecided, differences + more, newDifferences + moreNew);
        }
    }

    /** After a page of the provider's ledger; the last page leads to the next phase. */
    ReconciliationRun afterPage(@Nullable String nextCursor, Counts newCounts) {
        return with(nextCursor == null ? Phase.OUR_PAYMENTS : phase, nextCursor, null, newCounts);
    }

    /** After a page of our payments; the last page leads to the next phase. */
    ReconciliationRun afterPayments(@Nullable UUID lastCheckout, boolean isLastPage, Counts newCounts) {
        return with(
                isLastPage ? Phase.SECOND_LOOK : phase,
                null,
                lastCheckout == null ? afterCheckout : lastCheckout,
                newCounts);
    }

    ReconciliationRun with(Counts newCounts) {
        return with(phase, cursor, afterCheckout, newCounts);
    }

    private ReconciliationRun with(
            Phase newPhase, @Nullable String newCursor, @Nullable UUID newAfter, Counts newCounts) {
        return new ReconciliationRun(
                id, state, newPhase, startedBy, startedAt, finishedAt, newCursor, newAfter, newCounts, 0, null, null);
    }
}
