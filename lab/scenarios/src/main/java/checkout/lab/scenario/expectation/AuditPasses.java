package checkout.lab.scenario.expectation;

import checkout.lab.audit.InvariantAudit;
import checkout.lab.scenario.context.ScenarioContext;
import java.time.Duration;
import java.util.List;

/** Every invariant of the audit holds once all checkouts have ended: effects happened exactly once. */
public final class AuditPasses implements Expectation {

    /** A saga whose every attempt at a step timed out, and which was then compensated, needs about two minutes. */
    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws InterruptedException {
        Duration longest = TIMEOUT.compareTo(context.patience()) <= 0 ? TIMEOUT : context.patience();
        return new InvariantAudit(context.stack())
                .atRest(longest).stream()
                        .map(verdict ->
                                new ExpectationResult("audit: " + verdict.invariant(), verdict.counterExamples()))
                        .toList();
    }
}
