package checkout.lab.scenario;

import checkout.lab.scenario.expectation.Finding;
import checkout.lab.scenario.expectation.Grid;
import java.io.PrintWriter;

/** An outcome as people read it. */
final class Telling {

    private static final int MOST_TOLD = 10;

    private final PrintWriter out;

    Telling(PrintWriter out) {
        this.out = out;
    }

    void tell(Outcome outcome) {
        out.println();
        outcome.counts().forEach((what, count) -> out.printf("%8d %s%n", count, what));
        outcome.findings().forEach(this::tell);
        out.printf(
                "%s, seed %d: %s%n",
                outcome.scenario(), outcome.seed(), outcome.held() ? "every expectation held." : "BROKEN.");
        out.printf("Repeat it with: %s%n%n", outcome.repeat());
        out.flush();
    }

    private void tell(Finding finding) {
        out.printf("%-8s %s%n", finding.holds() ? "holds" : "BROKEN", finding.expectation());
        finding.figures().forEach(this::tell);
        finding.counterExamples().stream().limit(MOST_TOLD).forEach(each -> out.printf("         %s%n", each));
        if (finding.counterExamples().size() > MOST_TOLD) {
            out.printf("         and %d more%n", finding.counterExamples().size() - MOST_TOLD);
        }
    }

    private void tell(String what, Object figure) {
        if (figure instanceof Grid grid) {
            out.printf("           %s:%n", what);
            grid.lines().forEach(line -> out.printf("             %s%n", line));
        } else {
            out.printf("           %s: %s%n", what, figure);
        }
    }
}
