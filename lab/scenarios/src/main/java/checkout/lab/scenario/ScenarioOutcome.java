package checkout.lab.scenario;

import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.measure.RunFigures;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a run. The components are the JSON fields of {@code outcome.json}.
 *
 * @param figures null if the run could not be carried out
 * @param folder where the history and the outcome are
 */
record ScenarioOutcome(
        String scenario,
        long seed,
        long seconds,
        int times,
        boolean held,
        List<ExpectationResult> findings,
        Map<String, Long> counts,
        List<String> chronicle,
        String repeat,
        List<String> faults,
        @Nullable RunFigures figures,
        String folder) {

    /** What the last column of a table says. */
    String verdict() {
        if (held) {
            return "held";
        }
        return figures == null ? "FAILED" : "BROKEN";
    }
}
