package checkout.strategies.command;

import checkout.strategies.spike.SpikeResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints what the strategies made of the spike: a line for each run as soon as it has ended, and then remarks. */
final class SpikeTable {
    private final PrintWriter out;

    SpikeTable(PrintWriter out) {
        this.out = out;
    }

    void printHead() {
        out.printf(
                "%n%-32s %6s %9s %10s %8s %8s %14s %7s %12s %15s %8s%n",
                "strategy",
                "sold",
                "oversold",
                "undersold",
                "retries",
                "refused",
                "fenced writes",
                "errors",
                "connections",
                "reservations/s",
                "p99 ms");
        out.flush();
    }

    void print(SpikeResult result) {
        out.printf(
                Locale.ROOT,
                "%-32s %,6d %,9d %,10d %,8d %,8d %,14d %,7d %,12d %,15.0f %,8.1f%n",
                result.run(),
                result.sold(),
                result.oversold(),
                result.undersold(),
                result.retries(),
                result.refused(),
                result.refusedWrites(),
                result.errorCount(),
                result.connections(),
                result.reservationsPerSecond(),
                result.p99Millis());
        out.flush();
    }

    void printRemarks(List<SpikeResult> results) {
        out.println();
        for (SpikeResult result : results) {
            if (result.guarded()) {
                out.printf(
                        Locale.ROOT,
                        "%s: only here does the database refuse to oversell; %,d buyers got an error instead of a piece that"
                                + " does not exist.%n",
                        result.run(),
                        result.errorCount());
            }
            result.errors()
                    .forEach((reason, count) ->
                            out.printf(Locale.ROOT, "%s: %,d times: %s%n", result.run(), count, reason));
            result.contradictions().forEach(wrong -> out.println("WRONG: " + result.run() + " " + wrong + "."));
        }
        out.println("Reservations/s are buyers with an answer, sold or refused, per second.");
    }
}
