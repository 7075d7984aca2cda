package checkout.lab.stack.operator;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Rows under headings, each column as wide as it needs; the last one is as long as it is. */
final class TextTable {

    private static final String NOTHING = "-";

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... headings) {
        rows.add(List.of(headings));
    }

    TextTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    void print(PrintWriter out) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(i == columns - 1 ? row.get(i) : ("%-" + (widths[i] + 2) + "s").formatted(row.get(i)));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** A field's text on one line. */
    static String text(JsonNode node, String field) {
        String text = node.path(field).asString("").replaceAll("\\s+", " ").strip();
        return text.isEmpty() ? NOTHING : text;
    }

    /** How long ago, or in how long. */
    static String ago(JsonNode node, String field) {
        String time = node.path(field).asString("");
        try {
            Duration past = Duration.between(Instant.parse(time), Instant.now());
            return past.isNegative() ? "in " + length(past.negated()) : length(past);
        } catch (DateTimeParseException none) {
            return NOTHING;
        }
    }

    private static String length(Duration duration) {
        if (duration.toDays() > 1) {
            return duration.toDays() + " d";
        }
        if (duration.toHours() > 1) {
            return duration.toHours() + " h";
        }
        return duration.toMinutes() > 1 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
