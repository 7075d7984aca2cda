package checkout.lab.bench.report;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** Prints the figures, beside those of earlier benchmarks if there are any. */
public final class BenchTable {

    private static final String[][] SECTIONS = {
        {"", "checkouts."},
        {"The first minute after a start", "cold."},
        {"Warm-up", "warmup."},
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
    private static final int NAME_WIDTH = 34;
    private static final int EARLIER_WIDTH = 14;
    private static final String EARLIER_COLUMNS = " %" + EARLIER_WIDTH + "s %9s";

    private final PrintWriter out;
    private final Map<String, ReportFigures> earlier;

    /**
     * Prints nothing yet.
     *
     * @param earlier the figures of earlier benchmarks by the heading of their columns
     */
    public BenchTable(PrintWriter out, Map<String, ReportFigures> earlier) {
        this.out = out;
        this.earlier = earlier;
    }

    public void print(ReportFigures figures) {
        if (!earlier.isEmpty()) {
            out.printf("%n%-" + NAME_WIDTH + "s %12s", "", "now");
            earlier.keySet().forEach(name -> out.printf(EARLIER_COLUMNS, heading(name), "to now"));
            out.println();
        }
        for (String[] section : SECTIONS) {
            Map<String, Double> rows = figures.under(section[1]);
            if (!rows.isEmpty()) {
                out.println(section[0].isEmpty() ? "" : System.lineSeparator() + section[0]);
                rows.forEach((name, value) -> row(section[1], name, value));
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

    private void row(String section, String name, double value) {
        out.printf("  %-" + (NAME_WIDTH - 2) + "s %12s", name, number(value));
        for (ReportFigures before : earlier.values()) {
            if (before.has(section + name)) {
                double then = before.get(section + name);
                out.printf(EARLIER_COLUMNS, number(then), change(then, value));
            } else {
                out.printf(EARLIER_COLUMNS, "", "");
            }
        }
        out.println();
    }

    /** The end of a name that is wider than its column, which differs where the beginnings are equal. */
    private static String heading(String name) {
        return name.length() <= EARLIER_WIDTH ? name : name.substring(name.length() - EARLIER_WIDTH);
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
