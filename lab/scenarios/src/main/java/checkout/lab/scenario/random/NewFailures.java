package checkout.lab.scenario.random;

import checkout.lab.scenario.expectation.ExpectationResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells a run that fails from one that only finds what an earlier run has broken: a wrong row stays in the database, and
 * every later audit finds it again.
 */
public final class NewFailures {

    private final Set<String> expectations = new HashSet<>();
    private final Set<String> seen = new HashSet<>();

    /** @param first the results of the run that is to be repeated */
    public NewFailures(List<ExpectationResult> first) {
        for (ExpectationResult each : first) {
            if (!each.holds()) {
                expectations.add(each.expectation());
            }
            seen.addAll(each.counterExamples());
        }
    }

    /** Whether an expectation that failed in the first run has failed again, with a counter-example not seen before. */
    public boolean areIn(List<ExpectationResult> results) {
        boolean found = false;
        for (ExpectationResult each : results) {
            for (String counterExample : each.counterExamples()) {
                found |= seen.add(counterExample) && expectations.contains(each.expectation());
            }
        }
        return found;
    }
}
