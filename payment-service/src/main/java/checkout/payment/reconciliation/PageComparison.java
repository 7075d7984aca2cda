package checkout.payment.reconciliation;

import checkout.payment.provider.ProviderAccount;
import checkout.payment.provider.ProviderLedgerPage;
import checkout.payment.reconciliation.ReconciliationRun.Counts;
import checkout.payment.reconciliation.difference.ComparedPayment;
import checkout.payment.reconciliation.difference.ComparedPayments;
import checkout.payment.reconciliation.difference.ComparedPayments.Candidate;
import checkout.payment.reconciliation.difference.DifferenceKind;
import checkout.payment.reconciliation.difference.PaymentComparison;
import checkout.payment.reconciliation.difference.Suspects;
import checkout.payment.reconciliation.difference.Suspects.Suspicion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares whole pages, and notes what differs as suspect: the two sides were not read at the same moment, so nothing is
 * certain yet. What it has noted and how far it is are committed together, so a run goes on after a crash where it was.
 */
@Component
class PageComparison {
    private final ComparedPayments payments;
    private final Suspects suspects;
    private final ReconciliationRuns runs;
    private final ReconciliationSettings settings;
    private final TransactionTemplate transaction;

    PageComparison(
            ComparedPayments payments,
            Suspects suspects,
            ReconciliationRuns runs,
            ReconciliationSettings settings,
            PlatformTransactionManager transactions) {
        this.payments = payments;
        this.suspects = suspects;
        this.runs = runs;
        this.settings = settings;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** More differs than can be looked at one by one. */
    static final class TooManySuspectsException extends RuntimeException {
        TooManySuspectsException(int max) {
            super(
                    ("More than %d checkouts differ. Check that checkout.payment.card.url is the provider of this database;"
                                    + " if it is, raise checkout.payment.reconciliation.max-suspects.")
                            .formatted(max));
        }
    }

    /** Compares a page of the provider's ledger with our payments of its checkouts. */
    void compare(ReconciliationRun run, ProviderLedgerPage page) {
        transaction.executeWithoutResult(status -> {
            Map<UUID, ComparedPayment> ours = payments.of(
                    page.entries().stream().map(ProviderAccount::checkoutId).toList());
            suspects.seen(
                    run.id(),
                    ours.values().stream()
                            .filter(ComparedPayment::holdsMoney)
                            .map(ComparedPayment::checkoutId)
                            .toList());
            List<Suspicion> found = new ArrayList<>();
            for (ProviderAccount theirs : page.entries()) {
                addIfSuspect(theirs.checkoutId(), ours.get(theirs.checkoutId()), theirs, found);
            }
            Counts counts = run.counts().withPage(page.entries().size());
            runs.save(run.afterPage(page.nextCursor(), note(run, found, counts)));
        });
    }

    /** Looks for payments of ours that should be in the provider's ledger and were not found there. */
    void comparePayments(ReconciliationRun run) {
        transaction.executeWithoutResult(status -> {
            List<Candidate> page = payments.page(run.id(), run.afterCheckout(), settings.pageSize());
            Map<UUID, ComparedPayment> missing = payments.of(page.stream()
                    .filter(Candidate::expectedThere)
                    .map(Candidate::checkoutId)
                    .toList());
            List<Suspicion> found = new ArrayList<>();
            missing.forEach((checkout, payment) -> addIfSuspect(checkout, payment, null, found));
            boolean isLast = page.size() < settings.pageSize();
            Counts counts = note(run, found, run.counts().withPayments(page.size()));
            if (isLast) {
                counts = counts.withSuspects(suspects.addOpenDifferences(run.id()));
            }
            UUID last = page.isEmpty() ? null : page.getLast().checkoutId();
            runs.save(run.afterPayments(last, isLast, counts));
        });
    }

    private void addIfSuspect(
            UUID checkout,
            @Nullable ComparedPayment ours,
            @Nullable ProviderAccount theirs,
            List<Suspicion> suspicions) {
        if (ours != null && ours.isUnderWay()) {
            suspicions.add(
                    new Suspicion(checkout, Set.of(), longer(settings.secondLookAfter(), settings.unchangedFor())));
            return;
        }
        Set<DifferenceKind> kinds = PaymentComparison.compare(ours, theirs);
        if (!kinds.isEmpty()) {
            Duration untilUnchanged =
                    ours == null ? Duration.ZERO : settings.unchangedFor().minus(ours.unchangedFor());
            suspicions.add(new Suspicion(checkout, kinds, longer(settings.secondLookAfter(), untilUnchanged)));
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Payments under way may be many while the provider is down; what is too much of them is left to the next run. */
    private Counts note(ReconciliationRun run, List<Suspicion> found, Counts counts) {
        int room = Math.max(0, settings.maxSuspects() / 2 - counts.suspects());
        List<Suspicion> noted = new ArrayList<>();
        Counts after = counts;
        for (Suspicion suspicion : found) {
            boolean underWay = suspicion.kinds().isEmpty();
            if (underWay && noted.size() >= room) {
                after = after.withUndecided();
            } else {
                noted.add(suspicion);
            }
        }
        after = after.withSuspects(suspects.add(run.id(), noted));
        if (after.suspects() > settings.maxSuspects()) {
            throw new TooManySuspectsException(settings.maxSuspects());
        }
        return after;
    }
}
