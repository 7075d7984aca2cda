package checkout.lab.scenario.report;

import checkout.lab.scenario.expectation.ResultTable;
import checkout.lab.scenario.measure.RunFigures;
import java.util.ArrayList;
import java.util.List;

/** One row for each of several runs. */
public final class OutcomeTable {

    private static final int WIDEST = 44;
    private static final String NONE = "-";

    private OutcomeTable() {}

    public static ResultTable of(List<ScenarioOutcome> outcomes) {
        List<List<Object>> rows = new ArrayList<>();
        outcomes.forEach(each -> rows.add(row(each)));
        return new ResultTable(
                List.of(
                        "scenario",
                        "fault",
                        "times",
                        "checkouts",
                        "confirmed",
                        "rejected",
                        "stuck",
                        "freed",
                        "duplicates absorbed",
                        "s to recover",
                        "verdict"),
                rows);
    }

    private static List<Object> row(ScenarioOutcome outcome) {
        RunFigures figures = outcome.figures();
        List<Object> row = new ArrayList<>(List.of(outcome.scenario(), faults(outcome), outcome.times()));
        if (figures == null) {
            for (int n = 0; n < 7; n++) {
                row.add(NONE);
            }
        } else {
            Double recovery = figures.secondsToRecover();
            row.addAll(List.of(
                    figures.checkouts(),
                    figures.confirmed(),
                    figures.rejected(),
                    figures.stuck(),
                    figures.freed(),
                    figures.dedupHits(),
                    recovery == null ? NONE : recovery));
        }
        row.add(outcome.verdict());
        return row;
    }

    private static String faults(ScenarioOutcome outcome) {
        String all = String.join(", ", outcome.faults());
        return all.length() <= WIDEST ? all : all.substring(0, WIDEST - 3) + "...";
    }
}
