package checkout.lab.scenario.expectation;

import java.util.List;
import java.util.Map;

/**
 * The result of an expectation, which holds if there is no counter-example.
 *
 * @param figures what was counted or measured
 * @param demanded whether it is about the run and not about the system: if it does not hold, the run shows nothing
 */
public record ExpectationResult(
        String expectation, List<String> counterExamples, Map<String, Object> figures, boolean demanded) {

    public ExpectationResult(String expectation, List<String> counterExamples, Map<String, Object> figures) {
        this(expectation, counterExamples, figures, false);
    }

    public ExpectationResult(String expectation, List<String> counterExamples) {
        this(expectation, counterExamples, Map.of());
    }

    public boolean holds() {
        return counterExamples.isEmpty();
    }
}
