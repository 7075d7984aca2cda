package checkout.lab.bench.report;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures as people read them, beside those of an earlier benchmark if there is one. */
public final class BenchTable {

    private static final String[][] SECTIONS = {
        {"", "checkouts."},
        {"From POST to CONFIRMED, ms", "confirmMillis."},
        {"From POST to 202, ms", "intakeMillis."},
        {"After the load", "drain."},
        {"PostgreSQL alone, one transaction a step", "floor."},
        {"CPU seconds for 1,000 checkouts", "cpu."},
        {"CPU while idle, cores", "idle."},
        {"Memory, MB", "memory."},
        {"For each checkout", "each."},
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
            out.printf("%n%-" + NAME_WIDTH + "s %12s %12s %9s%n", "", "now", "then", "change");
        }
        for (String[] section : SECTIONS) {
            Map<String, Double> rows = figures.under(section[1]);
            if (!rows.isEmpty()) {
                out.println(section[0].isEmpty() ? "" : System.lineSeparator() + section[0]);
                rows.forEach((name, value) -> row(name, value, then(section[1] + name)));
            }
        }
        if (figures.has("floor.ratio")) {
            out.printf(
                    "%nFinished %s/s = %s x the floor of %s/s.%n",
                    number(figures.get("checkouts.finished/s")),
                    String.format(Locale.ROOT, "%.2f", figures.get("floor.ratio")),
                    number(figures.get("floor.per second")));
        }
        out.flush();
    }

    private @Nullable Double then(String name) {
        return earlier != null && earlier.has(name) ? earlier.get(name) : null;
    }

    private void row(String name, double value, @Nullable Double then) {
        out.printf("  %-" + (NAME_WIDTH - 2) + "s %12s", name, number(value));
        if (then != null) {
            out.printf(" %12s %9s", number(then), change(then, value));
        }
        out.println();
    }

    /** Three digits that say something, or whole numbers. */
    static String number(double value) {
        double size = Math.abs(value);
        String format =
                size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }

    static String change(double then, double now) {
        if (then == 0) {
            return now == 0 ? "=" : "new";
        }
        return String.format(Locale.ROOT, "%+.1f %%", (now - then) / then * 100);
    }
}
