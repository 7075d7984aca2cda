package checkout.lab.scenario;

import checkout.lab.scenario.expectation.ExpectationResult;
import java.util.List;
import java.util.Map;

/** A run as it is reported: what it was, what was found, and what happened on the way. */
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
