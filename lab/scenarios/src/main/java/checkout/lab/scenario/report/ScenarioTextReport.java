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
        out.printf("%s, seed %d: %s%n", outcome.scenario(), outcome.seed(), conclusion(outcome));
        out.printf("Repeat it with: %s%n%n", outcome.repeat());
        out.flush();
    }

    private static String conclusion(ScenarioOutcome outcome) {
        if (outcome.held()) {
            return "every expectation held.";
        }
        return outcome.isVoid() ? "VOID: nothing is broken, but what was demanded did not happen." : "BROKEN.";
    }

    private static String verdict(ExpectationResult result) {
        if (result.holds()) {
            return "holds";
        }
        return result.demanded() ? "VOID" : "BROKEN";
    }

    private void print(ExpectationResult result) {
        out.printf("%-8s %s%n", verdict(result), result.expectation());
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
