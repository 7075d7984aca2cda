package checkout.lab.bench.report;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints the figures, beside those of an earlier benchmark if there is one. */
public final class BenchTable {

    private static final String[][] SECTIONS = {
        {"", "checkouts."},
        {"From POST to CONFIRMED, ms", "confirmMillis."},
        {"From POST to 202, ms", "intakeMillis."},
        {"After the load", "drain."},
        {"Baseline: PostgreSQL alone, one transaction per step", "floor."},
        {"CPU seconds per 1,000 checkouts", "cpu."},
        {"CPU while idle, cores", "idle."},
        {"Memory, MB", "memory."},
        {"Per checkout", "each."},
        {"Noise, cores", "noise."},
    };
    private static final int NAME_WIDTH = 30;

    private final PrintWriter out;
    private final @Nullable ReportFigures earlier;

    public BenchTable(PrintWriter out, @Nullable ReportFigures earlier) {
        this.out = out;
        this.earlier = earlier;
    }

    public void print(ReportFigures figures) {
        if (earlier != null) {
            out.printf("%n%-" + NAME_WIDTH + "s %12s %12s %9s%n", "", "now", "earlier", "change");
        }
        for (String[] section : SECTIONS) {
            Map<String, Double> rows = figures.under(section[1]);
            if (!rows.isEmpty()) {
                out.println(section[0].isEmpty() ? "" : System.lineSeparator() + section[0]);
                rows.forEach((name, value) -> row(name, value, earlier(section[1] + name)));
            }
        }
        if (figures.has("floor.ratio")) {
            out.printf(
                    "%nFinished %s/s = %s x the baseline of %s/s.%n",
                    number(figures.get("checkouts.finished/s")),
                    String.format(Locale.ROOT, "%.2f", figures.get("floor.ratio")),
                    number(figures.get("floor.per second")));
        }
        out.flush();
    }

    private @Nullable Double earlier(String name) {
        return earlier != null && earlier.has(name) ? earlier.get(name) : null;
    }

    private void row(String name, double value, @Nullable Double before) {
        out.printf("  %-" + (NAME_WIDTH - 2) + "s %12s", name, number(value));
        if (before != null) {
            out.printf(" %12s %9s", number(before), change(before, value));
        }
        out.println();
    }

    /** Formats three significant digits, or a whole number. */
    static String number(double value) {
        double size = Math.abs(value);
        String format =
                size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }

    static String change(double before, double now) {
        if (before == 0) {
            return now == 0 ? "=" : "new";
        }
        return String.format(Locale.ROOT, "%+.1f %%", (now - before) / before * 100);
    }
}
