package checkout.strategies.command;

import checkout.strategies.spike.SpikeResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints what the strategies made of the spike, one line for each run, and below it what has to be said about some. */
final class SpikeTable {
    private SpikeTable() {}

    static void print(List<SpikeResult> results, PrintWriter out) {
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
        for (SpikeResult result : results) {
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
        }
        out.println();
        for (SpikeResult result : results) {
            if (result.guarded()) {
                out.printf(
                        Locale.ROOT,
                        "%s: only here does the database refuse to oversell; %,d buyers got an error instead of a piece that does"
                                + " not exist.%n",
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
