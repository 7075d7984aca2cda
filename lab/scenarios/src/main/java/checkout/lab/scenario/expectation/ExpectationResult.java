package checkout.lab.scenario.expectation;

import java.util.List;
import java.util.Map;

/**
 * The result of an expectation, which holds if there is no counter-example.
 *
 * @param figures what was counted or measured
 */
public record ExpectationResult(String expectation, List<String> counterExamples, Map<String, Object> figures) {

    public ExpectationResult(String expectation, List<String> counterExamples) {
        this(expectation, counterExamples, Map.of());
    }

    public boolean holds() {
        return counterExamples.isEmpty();
    }
}
