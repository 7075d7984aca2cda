package checkout.lab.mutation;

import checkout.lab.scenario.expectation.ResultTable;
import java.util.ArrayList;
import java.util.List;

/** One row for each trial. */
final class MutationTable {

    private static final List<String> COLUMNS =
            List.of("mutation", "in", "load", "must turn red", "verdict", "fired", "checkouts", "seconds");

    private MutationTable() {}

    static ResultTable of(List<TrialResult> results) {
        List<List<Object>> rows = new ArrayList<>();
        for (TrialResult each : results) {
            rows.add(List.of(
                    each.mutation(),
                    each.application().isEmpty() ? "-" : each.application(),
                    each.load(),
                    each.expected().isEmpty() ? "nothing" : each.expected(),
                    each.verdict(),
                    each.fired(),
                    each.checkouts(),
                    each.seconds()));
        }
        return new ResultTable(COLUMNS, rows);
    }
}
