package checkout.payment.reconciliation;

import checkout.payment.provider.ProviderAccount;
import checkout.payment.reconciliation.ReconciliationRun.Counts;
import checkout.payment.reconciliation.difference.ComparedPayment;
import checkout.payment.reconciliation.difference.ComparedPayments;
import checkout.payment.reconciliation.difference.DifferenceKind;
import checkout.payment.reconciliation.difference.DifferenceRecords;
import checkout.payment.reconciliation.difference.DifferenceRecords.NewDifference;
import checkout.payment.reconciliation.difference.DifferenceViews;
import checkout.payment.reconciliation.difference.PaymentComparison;
import checkout.payment.reconciliation.difference.Suspects;
import checkout.payment.reconciliation.difference.Suspects.Suspect;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks at a suspect again. The provider's account is read between two reads of the payment. If the payment is not under way
 * and is the same in both, the account belongs to it, and what differs now and differed before is a difference.
 */
@Component
class SuspectComparison {
    private static final Logger log = LoggerFactory.getLogger(SuspectComparison.class);

    /** A checkout that keeps changing, or whose account cannot be read, is left to the next run. */
    private static final int MAX_LOOKS = 5;

    private final ComparedPayments payments;
    private final Suspects suspects;
    private final DifferenceRecords differences;
    private final DifferenceViews views;
    private final ReconciliationRuns runs;
    private final ReconciliationSettings settings;
    private final TransactionTemplate transaction;

    SuspectComparison(
            ComparedPayments payments,
            Suspects suspects,
            DifferenceRecords differences,
            DifferenceViews views,
            ReconciliationRuns runs,
            ReconciliationSettings settings,
            PlatformTransactionManager transactions) {
        this.payments = payments;
        this.suspects = suspects;
        this.differences = differences;
        this.views = views;
        this.runs = runs;
        this.settings = settings;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The payment before the provider is asked. */
    @Nullable
    ComparedPayment before(Suspect suspect) {
        return payments.of(suspect.checkoutId());
    }

    /** Decides on a suspect, or looks at it once more later. */
    void compare(
            ReconciliationRun run,
            Suspect suspect,
            @Nullable ComparedPayment before,
            @Nullable ProviderAccount theirs) {
        List<NewDifference> opened = Objects.requireNonNull(transaction.execute(status -> {
            ComparedPayment ours = payments.of(suspect.checkoutId());
            if (isChanging(before, ours)) {
                lookLater(run, suspect, Set.of(), longer(settings.unchangedFor(), settings.secondLookAfter()));
                return List.of();
            }
            Duration settles =
                    ours == null ? Duration.ZERO : settings.unchangedFor().minus(ours.unchangedFor());
            if (settles.isPositive()) {
                lookLater(run, suspect, suspect.kinds(), settles);
                return List.of();
            }
            Set<DifferenceKind> kinds = PaymentComparison.compare(ours, theirs);
            if (!suspect.kinds().containsAll(kinds)) {
                lookLater(run, suspect, kinds, settings.secondLookAfter());
                return List.of();
            }
            List<NewDifference> found =
                    differences.record(run.id(), suspect.checkoutId(), kinds, views.of(ours, theirs));
            suspects.remove(run.id(), suspect.checkoutId());
            runs.save(run.with(run.counts().withDifferences(kinds.size(), found.size())));
            return found;
        }));
        opened.forEach(difference -> log.warn(
                "Difference {}: {} for checkout {}, owner {}; ./checkout reconcile differences says what to do",
                difference.id(),
                difference.kind(),
                difference.checkoutId(),
                difference.kind().owner()));
    }

    /** Looks at a suspect once more later, because the provider answers, but not with the account of this checkout. */
    void unreadable(ReconciliationRun run, Suspect suspect, IOException failure) {
        log.warn(
                "Reconciliation {} cannot read the provider's account of checkout {}: {}",
                run.id(),
                suspect.checkoutId(),
                failure.getMessage());
        transaction.executeWithoutResult(
                status -> lookLater(run, suspect, suspect.kinds(), settings.secondLookAfter()));
    }

    /** Whether the provider's account may belong to another state of the payment than this. */
    private static boolean isChanging(@Nullable ComparedPayment before, @Nullable ComparedPayment ours) {
        if (before == null || ours == null) {
            return (before == null) != (ours == null);
        }
        return ours.isUnderWay() || !before.version().equals(ours.version());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private void lookLater(ReconciliationRun run, Suspect suspect, Set<DifferenceKind> kinds, Duration wait) {
        Counts counts = run.counts();
        if (suspect.looks() + 1 < MAX_LOOKS) {
            suspects.postpone(run.id(), suspect, kinds, wait);
        } else {
            suspects.remove(run.id(), suspect.checkoutId());
            counts = counts.withUndecided();
        }
        runs.save(run.with(counts));
    }
}
