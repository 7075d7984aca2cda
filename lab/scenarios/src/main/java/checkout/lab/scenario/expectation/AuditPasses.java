package checkout.lab.scenario.expectation;

import checkout.lab.audit.InvariantAudit;
import checkout.lab.scenario.context.ScenarioContext;
import java.time.Duration;
import java.util.List;

/** Every invariant of the audit holds once all checkouts have ended: effects happened exactly once. */
public final class AuditPasses implements Expectation {

    /** A saga whose every attempt at a step timed out, and which was then compensated, needs about two minutes. */
    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    /** How long to wait until all checkouts have ended. */
    public static Duration longestWait(ScenarioContext context) {
        return TIMEOUT.compareTo(context.patience()) <= 0 ? TIMEOUT : context.patience();
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws InterruptedException {
        return new InvariantAudit(context.stack())
                .atRest(longestWait(context)).stream()
                        .map(verdict ->
                                new ExpectationResult("audit: " + verdict.invariant(), verdict.counterExamples()))
                        .toList();
    }
}
