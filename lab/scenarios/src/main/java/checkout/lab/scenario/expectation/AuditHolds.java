package checkout.lab.scenario.expectation;

import checkout.lab.audit.InvariantAudit;
import checkout.lab.scenario.context.ScenarioContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Once all checkouts have ended, every invariant of the audit holds: effects happened exactly once. */
public final class AuditHolds implements Expectation {

    /** A saga whose every attempt at a step timed out and that was undone then needs about two minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Override
    public List<ExpectationResult> check(ScenarioContext scenarioContext) throws InterruptedException {
        return new InvariantAudit(scenarioContext.stack())
                .atRest(PATIENCE).stream()
                        .map(verdict -> new ExpectationResult(
                                "audit: " + verdict.invariant(), verdict.counterExamples(), Map.of()))
                        .toList();
    }
}
