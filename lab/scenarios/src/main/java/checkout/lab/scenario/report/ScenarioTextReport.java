package checkout.lab.scenario.report;

import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.expectation.ResultTable;
import java.io.PrintWriter;

/** Prints an outcome for people. */
public final class ScenarioTextReport {

    private static final int MAX_COUNTER_EXAMPLES = 10;

    private final PrintWriter out;

    public ScenarioTextReport(PrintWriter out) {
        this.out = out;
    }

    public void print(ScenarioOutcome outcome) {
        out.println();
        outcome.counts().forEach((event, count) -> out.printf("%8d %s%n", count, event));
        outcome.findings().forEach(this::print);
        out.printf(
                "%s, seed %d: %s%n",
                outcome.scenario(), outcome.seed(), outcome.held() ? "every expectation held." : "BROKEN.");
        out.printf("Repeat it with: %s%n%n", outcome.repeat());
        out.flush();
    }

    private void print(ExpectationResult result) {
        out.printf("%-8s %s%n", result.holds() ? "holds" : "BROKEN", result.expectation());
        result.figures().forEach(this::print);
        result.counterExamples().stream()
                .limit(MAX_COUNTER_EXAMPLES)
                .forEach(each -> out.printf("         %s%n", each));
        if (result.counterExamples().size() > MAX_COUNTER_EXAMPLES) {
            out.printf("         and %d more%n", result.counterExamples().size() - MAX_COUNTER_EXAMPLES);
        }
    }

    private void print(String name, Object figure) {
        if (figure instanceof ResultTable table) {
            out.printf("           %s:%n", name);
            table.lines().forEach(line -> out.printf("             %s%n", line));
        } else {
            out.printf("           %s: %s%n", name, figure);
        }
    }
}
