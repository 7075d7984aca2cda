package checkout.lab.scenario.random;

import checkout.lab.scenario.expectation.ExpectationResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells a run that fails from one that only finds what an earlier run has broken: a wrong row stays in the database, and
 * every later audit finds it again. What names no row, such as a process that is not ready, is found anew each time.
 */
public final class NewFailures {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern FIGURE = Pattern.compile("(?<![\\w-])-?\\d[\\d.,]*(?![\\w-])");
    private static final String AUDIT = "audit: ";

    private final Set<String> expectations = new HashSet<>();
    private final Set<String> seen = new HashSet<>();

    /** @param first the results of the run that is to be repeated */
    public NewFailures(List<ExpectationResult> first) {
        for (ExpectationResult each : first) {
            if (!each.holds()) {
                expectations.add(each.expectation());
            }
            each.counterExamples().forEach(counterExample -> seen.add(withoutFigures(counterExample)));
        }
    }

    /** Whether an expectation that failed in the first run has failed again, with a counter-example not seen before. */
    public boolean areIn(List<ExpectationResult> results) {
        boolean found = false;
        for (ExpectationResult each : results) {
            for (String counterExample : each.counterExamples()) {
                boolean isNew = seen.add(withoutFigures(counterExample)) || !namesRow(each, counterExample);
                found |= isNew && expectations.contains(each.expectation());
            }
        }
        return found;
    }

    /** A row that is wrong has other sums after every run; a sku or an id is no figure. */
    private static String withoutFigures(String counterExample) {
        return FIGURE.matcher(counterExample).replaceAll("#");
    }

    private static boolean namesRow(ExpectationResult result, String counterExample) {
        return result.expectation().startsWith(AUDIT)
                || ID.matcher(counterExample).find();
    }
}
