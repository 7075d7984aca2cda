package checkout.lab.scenario;

import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.expectation.ResultTable;
import java.io.PrintWriter;

/** An outcome as people read it. */
final class TextReport {

    private static final int MOST_TOLD = 10;

    private final PrintWriter out;

    TextReport(PrintWriter out) {
        this.out = out;
    }

    void tell(ScenarioOutcome outcome) {
        out.println();
        outcome.counts().forEach((what, count) -> out.printf("%8d %s%n", count, what));
        outcome.findings().forEach(this::tell);
        out.printf(
                "%s, seed %d: %s%n",
                outcome.scenario(), outcome.seed(), outcome.held() ? "every expectation held." : "BROKEN.");
        out.printf("Repeat it with: %s%n%n", outcome.repeat());
        out.flush();
    }

    private void tell(ExpectationResult finding) {
        out.printf("%-8s %s%n", finding.holds() ? "holds" : "BROKEN", finding.expectation());
        finding.figures().forEach(this::tell);
        finding.counterExamples().stream().limit(MOST_TOLD).forEach(each -> out.printf("         %s%n", each));
        if (finding.counterExamples().size() > MOST_TOLD) {
            out.printf("         and %d more%n", finding.counterExamples().size() - MOST_TOLD);
        }
    }

    private void tell(String what, Object figure) {
        if (figure instanceof ResultTable grid) {
            out.printf("           %s:%n", what);
            grid.lines().forEach(line -> out.printf("             %s%n", line));
        } else {
            out.printf("           %s: %s%n", what, figure);
        }
    }
}
