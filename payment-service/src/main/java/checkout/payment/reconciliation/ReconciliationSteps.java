package checkout.payment.reconciliation;

import checkout.payment.pending.CallBackoff;
import checkout.payment.provider.ProviderAccount;
import checkout.payment.reconciliation.PageComparison.TooManySuspectsException;
import checkout.payment.reconciliation.ReconciliationRun.Counts;
import checkout.payment.reconciliation.difference.ComparedPayment;
import checkout.payment.reconciliation.difference.Suspects;
import checkout.payment.reconciliation.difference.Suspects.Suspect;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Goes one step ahead with the run under way. All that a step needs is in the database, so that any instance can take the next
 * one. No transaction is open while the provider is called.
 */
@Component
class ReconciliationSteps {
    private static final Logger log = LoggerFactory.getLogger(ReconciliationSteps.class);

    private final ReconciliationRuns runs;
    private final PageComparison pageComparison;
    private final SuspectComparison suspectComparison;
    private final Suspects suspects;
    private final PacedProviderLedger provider;
    private final ReconciliationSettings settings;
    private final CallBackoff backoff;

    ReconciliationSteps(
            ReconciliationRuns runs,
            PageComparison pageComparison,
            SuspectComparison suspectComparison,
            Suspects suspects,
            PacedProviderLedger provider,
            ReconciliationSettings settings) {
        this.runs = runs;
        this.pageComparison = pageComparison;
        this.suspectComparison = suspectComparison;
        this.suspects = suspects;
        this.provider = provider;
        this.settings = settings;
        this.backoff = new CallBackoff(settings.firstRetry(), settings.lastRetry(), new Random());
    }

    /** Takes the next step; returns how long to wait before the one after it, or nothing if this instance has no run. */
    Optional<Duration> step() throws InterruptedException {
        Optional<ReconciliationRun> leased = runs.lease(settings.lease());
        if (leased.isEmpty()) {
            return Optional.empty();
        }
        ReconciliationRun run = leased.get();
        try {
            return Optional.of(step(run));
        } catch (IOException failure) {
            return Optional.of(callFailed(run, failure));
        } catch (TooManySuspectsException tooMany) {
            log.error("Reconciliation {} failed: {}", run.id(), tooMany.getMessage());
            runs.failed(run, String.valueOf(tooMany.getMessage()));
            return Optional.of(Duration.ZERO);
        }
    }

    private Duration step(ReconciliationRun run) throws IOException, InterruptedException {
        return switch (run.phase()) {
            case PROVIDER_LEDGER -> readPage(run);
            case OUR_PAYMENTS -> {
                pageComparison.comparePayments(run);
                yield Duration.ZERO;
            }
            case SECOND_LOOK -> lookAgain(run);
        };
    }

    private Duration readPage(ReconciliationRun run) throws IOException, InterruptedException {
        Duration wait = provider.takeTurn();
        if (wait.isPositive()) {
            return atMost(wait);
        }
        pageComparison.compare(run, provider.page(run.cursor(), settings.pageSize()));
        return Duration.ZERO;
    }

    private Duration lookAgain(ReconciliationRun run) throws IOException, InterruptedException {
        Optional<Suspect> due = suspects.due(run.id());
        if (due.isEmpty()) {
            Optional<Duration> next = suspects.nextDueIn(run.id());
            if (next.isEmpty()) {
                end(run);
                return Duration.ZERO;
            }
            if (next.get().compareTo(settings.longestWait()) > 0) {
                suspects.makeDue(run.id());
                return Duration.ZERO;
            }
            return atMost(next.get());
        }
        Duration wait = provider.takeTurn();
        if (wait.isPositive()) {
            return atMost(wait);
        }
        Suspect suspect = due.get();
        ComparedPayment before = suspectComparison.before(suspect);
        ProviderAccount theirs;
        try {
            theirs = provider.account(suspect.checkoutId()).orElse(null);
        } catch (IOException failure) {
            // if the provider answers another question, it cannot answer this one: the others do not wait for it
            provider.page(null, 1);
            suspectComparison.unreadable(run, suspect, failure);
            return Duration.ZERO;
        }
        suspectComparison.compare(run, suspect, before, theirs);
        return Duration.ZERO;
    }

    /** A wait during which the lease is not lost. */
    private Duration atMost(Duration wait) {
        Duration longest = settings.lease().dividedBy(3);
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    private void end(ReconciliationRun run) {
        runs.done(run);
        Counts counts = run.counts();
        log.info(
                "Reconciliation {} compared {} checkouts on {} pages and looked for {} payments: {} differences, {} of them"
                        + " new; {} checkouts kept changing or could not be read, and are left to the next run",
                run.id(),
                counts.compared(),
                counts.pages(),
                counts.payments(),
                counts.differences(),
                counts.newDifferences(),
                counts.undecided());
    }

    private Duration callFailed(ReconciliationRun run, IOException failure) {
        String error = String.valueOf(failure.getMessage());
        Duration failingFor = run.failingFor();
        if (failingFor != null && failingFor.compareTo(settings.giveUpAfter()) >= 0) {
            log.error(
                    "Reconciliation {} failed: the provider has not answered for {}: {}", run.id(), failingFor, error);
            runs.failed(run, "the provider has not answered for %s: %s".formatted(failingFor, error));
            return Duration.ZERO;
        }
        if (run.failures() == 0) {
            log.warn("Reconciliation {} waits for the provider and goes on when it answers: {}", run.id(), error);
        }
        runs.callFailed(run, error);
        return backoff.after(run.failures() + 1);
    }

    /** Ends the run under way after a failure that no repetition would cure. */
    void fail(RuntimeException bug) {
        runs.lease(settings.lease()).ifPresent(run -> runs.failed(run, bug.toString()));
    }
}
