package checkout.lab.scenario.expectation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures in rows and columns: printed as an aligned table, written to JSON as a list of objects. */
public record ResultTable(List<String> columns, List<List<Object>> rows) {

    public ResultTable {
        for (List<Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("%s do not match the columns %s".formatted(row, columns));
            }
        }
    }

    @JsonValue
    List<Map<String, Object>> objects() {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (List<Object> row : rows) {
            Map<String, Object> object = new LinkedHashMap<>();
            for (int n = 0; n < columns.size(); n++) {
                object.put(columns.get(n), row.get(n));
            }
            objects.add(object);
        }
        return objects;
    }

    /** Returns a line for the headings and one for each row. */
    public List<String> lines() {
        List<List<String>> cells = new ArrayList<>(List.of(columns));
        rows.forEach(row -> cells.add(row.stream().map(ResultTable::text).toList()));
        int[] widths = new int[columns.size()];
        for (List<String> row : cells) {
            for (int n = 0; n < widths.length; n++) {
                widths[n] = Math.max(widths[n], row.get(n).length());
            }
        }
        return cells.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int n = 0; n < widths.length; n++) {
            String alignment = n == 0 ? "%-" : "  %";
            line.append((alignment + widths[n] + "s").formatted(cells.get(n)));
        }
        return line.toString();
    }

    private static String text(Object value) {
        return switch (value) {
            case Double number -> String.format(Locale.ROOT, Math.abs(number) < 100 ? "%.2f" : "%,.0f", number);
            case Number number -> String.format(Locale.ROOT, "%,d", number.longValue());
            default -> value.toString();
        };
    }
}
