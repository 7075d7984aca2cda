package checkout.lab.scenario;

import checkout.lab.scenario.expectation.ExpectationResult;
import java.util.List;
import java.util.Map;

/** The outcome of a run. The components are the JSON fields of {@code outcome.json}. */
record ScenarioOutcome(
        String scenario,
        long seed,
        long seconds,
        int times,
        boolean held,
        List<ExpectationResult> findings,
        Map<String, Long> counts,
        List<String> chronicle,
        String repeat) {}
