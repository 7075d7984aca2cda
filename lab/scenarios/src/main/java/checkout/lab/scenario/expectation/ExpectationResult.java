package checkout.lab.scenario.expectation;

import java.util.List;
import java.util.Map;

/**
 * What became of an expectation; it held if there is no counter-example.
 *
 * @param figures what was counted or measured on the way
 */
public record ExpectationResult(String expectation, List<String> counterExamples, Map<String, Object> figures) {

    public boolean holds() {
        return counterExamples.isEmpty();
    }
}
