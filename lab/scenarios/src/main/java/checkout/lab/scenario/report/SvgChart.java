package checkout.lab.scenario.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A chart over the seconds of a run, with the faults drawn on it. */
final class SvgChart {

    private static final int WIDTH = 960;
    private static final int HEIGHT = 220;
    private static final int LEFT = 56;
    private static final int RIGHT = 12;
    private static final int TOP = 12;
    private static final int BOTTOM = 28;
    private static final int GRID_LINES = 4;
    private static final int MOST_TICKS = 10;
    private static final List<Integer> TICKS = List.of(1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900);

    private final String title;
    private final String unit;
    private final RunCourse course;
    private final List<Line> lines = new ArrayList<>();

    private record Line(String name, String cssClass, List<@Nullable Double> values) {}

    /** @param unit of the vertical axis */
    SvgChart(String title, String unit, RunCourse course) {
        this.title = title;
        this.unit = unit;
        this.course = course;
    }

    /** A line; where a second has no value, it is interrupted. */
    SvgChart line(String name, String cssClass, Function<RunCourse.Second, @Nullable Number> value) {
        List<@Nullable Double> values = new ArrayList<>();
        for (RunCourse.Second second : course.seconds()) {
            Number number = value.apply(second);
            values.add(number == null ? null : number.doubleValue());
        }
        lines.add(new Line(name, cssClass, values));
        return this;
    }

    @Override
    public String toString() {
        double highest = highest();
        StringBuilder svg = new StringBuilder("<figure><figcaption>%s".formatted(HtmlText.escape(title + ", " + unit)));
        lines.forEach(line -> svg.append(
                " <span class=\"key %s\">%s</span>".formatted(line.cssClass(), HtmlText.escape(line.name()))));
        svg.append("</figcaption><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
                .formatted(WIDTH, HEIGHT, HtmlText.escape(title)));
        course.faults().forEach(fault -> svg.append(band(fault)));
        for (int n = 0; n <= GRID_LINES; n++) {
            double value = highest * n / GRID_LINES;
            svg.append("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>"
                    .formatted(LEFT, WIDTH - RIGHT, number(y(value, highest)), number(y(value, highest))));
            svg.append("<text class=\"axis\" x=\"%d\" y=\"%s\" text-anchor=\"end\">%s</text>\n"
                    .formatted(LEFT - 6, number(y(value, highest) + 4), label(value)));
        }
        for (int second = 0; second <= lastSecond(); second += tick()) {
            svg.append("<text class=\"axis\" x=\"%s\" y=\"%d\" text-anchor=\"middle\">%d s</text>\n"
                    .formatted(number(x(second)), HEIGHT - 8, second));
        }
        lines.forEach(line -> svg.append(path(line, highest)));
        return svg.append("</svg></figure>\n").toString();
    }

    private String band(RunCourse.Trouble fault) {
        double from = x(Math.clamp(fault.from(), 0, lastSecond()));
        double to = x(Math.clamp(fault.to(), 0, lastSecond()));
        return "<rect class=\"fault\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\"><title>%s, %s to %s s</title></rect>\n"
                .formatted(
                        number(from),
                        TOP,
                        number(Math.max(2, to - from)),
                        HEIGHT - TOP - BOTTOM,
                        HtmlText.escape(fault.what()),
                        number(fault.from()),
                        number(fault.to()));
    }

    private String path(Line line, double highest) {
        StringBuilder path = new StringBuilder();
        boolean isDrawing = false;
        for (int second = 0; second < line.values().size(); second++) {
            Double value = line.values().get(second);
            if (value == null) {
                isDrawing = false;
                continue;
            }
            path.append(isDrawing ? 'L' : 'M')
                    .append(number(x(second)))
                    .append(' ')
                    .append(number(y(value, highest)));
            isDrawing = true;
        }
        return "<path class=\"%s\" d=\"%s\"/>\n".formatted(line.cssClass(), path);
    }

    private double highest() {
        double highest = lines.stream()
                .flatMap(line -> line.values().stream())
                .mapToDouble(value -> value == null ? 0 : value)
                .max()
                .orElse(0);
        return rounded(Math.max(highest, 1));
    }

    /** The next number that begins with 1, 2, 4 or 8. */
    private static double rounded(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (int step : List.of(1, 2, 4, 8)) {
            if (value <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private int lastSecond() {
        return Math.max(1, course.seconds().size() - 1);
    }

    private int tick() {
        return TICKS.stream()
                .filter(step -> lastSecond() / step <= MOST_TICKS)
                .findFirst()
                .orElse(TICKS.getLast());
    }

    private double x(double second) {
        return LEFT + second * (WIDTH - LEFT - RIGHT) / lastSecond();
    }

    private static double y(double value, double highest) {
        return HEIGHT - BOTTOM - value * (HEIGHT - TOP - BOTTOM) / highest;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String label(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
