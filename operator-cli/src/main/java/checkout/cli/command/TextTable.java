package checkout.cli.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A text table with headings; every column but the last is padded to its widest cell. */
public final class TextTable {

    private static final String EMPTY = "-";

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... headings) {
        rows.add(List.of(headings));
    }

    public TextTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    public void print(PrintWriter out) {
        int columns = rows.getFirst().size();
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

    /** The text of a field on one line, or a dash. */
    public static String text(JsonNode node, String field) {
        String text = node.path(field).asString("").replaceAll("\\s+", " ").strip();
        return text.isEmpty() ? EMPTY : text;
    }

    /** The time since a field's timestamp, "in" the time until it, or a dash. */
    public static String age(JsonNode node, String field) {
        String time = node.path(field).asString("");
        try {
            Duration age = Duration.between(Instant.parse(time), Instant.now());
            return age.isNegative() ? "in " + format(age.negated()) : format(age);
        } catch (DateTimeParseException notATime) {
            return EMPTY;
        }
    }

    private static String format(Duration duration) {
        if (duration.toDays() > 1) {
            return duration.toDays() + " d";
        }
        if (duration.toHours() > 1) {
            return duration.toHours() + " h";
        }
        return duration.toMinutes() > 1 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
