package checkout.lab.scenario.report;

import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.measure.RunFigures;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a run. The components are the JSON fields of {@code outcome.json}.
 *
 * @param story the sentence that says what the scenario is
 * @param figures null if the run could not be carried out
 * @param course null if the run could not be carried out
 * @param violation what is known of the first counter-example; null if every expectation held
 * @param folder where the history and the outcome are
 */
public record ScenarioOutcome(
        String scenario,
        String story,
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
        @Nullable RunCourse course,
        @Nullable Violation violation,
        Map<String, String> versions,
        String folder) {

    /** Whether nothing is broken, but something did not happen without which the run shows nothing. */
    public boolean isVoid() {
        return !held
                && figures != null
                && findings.stream().anyMatch(each -> !each.holds())
                && findings.stream().allMatch(each -> each.holds() || each.demanded());
    }

    /** What tables and pages say of the run. */
    @JsonProperty
    String verdict() {
        if (held) {
            return "held";
        }
        if (isVoid()) {
            return "VOID";
        }
        return figures == null ? "FAILED" : "BROKEN";
    }
}
