package checkout.cli.saga;

import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What became of the sagas of an act, or what would. */
record ActReport(JsonNode act, List<JsonNode> items) {
    static final String NOTHING = "Nothing matches; nothing was done.";

    boolean succeeded(boolean dryRun) {
        return !items.isEmpty() && count(dryRun) == items.size();
    }

    private long count(boolean dryRun) {
        return items.stream().filter(item -> succeeded(item, dryRun)).count();
    }

    private static boolean succeeded(JsonNode item, boolean dryRun) {
        return dryRun
                ? item.path("possible").asBoolean()
                : item.path("outcome").asString().equals("DONE");
    }

    void print(PrintWriter out, boolean json, boolean dryRun) {
        if (json) {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("act", act.path("id").asString());
            report.put("done", dryRun ? 0 : count(false));
            if (dryRun) {
                report.put("possible", count(true));
            }
            report.put("results", items);
            out.println(OperatorApiClient.JSON.writeValueAsString(report));
        } else if (items.isEmpty()) {
            out.println(NOTHING);
        } else if (dryRun) {
            printPlan(out);
        } else {
            printOutcomes(out);
        }
        out.flush();
    }

    private void printPlan(PrintWriter out) {
        TextTable table = new TextTable("ID", "NOW", "WOULD SEND");
        items.forEach(item -> table.row(
                TextTable.text(item, "id"),
                TextTable.text(item, "before"),
                item.path("possible").asBoolean() ? sends(item) : "not possible: " + TextTable.text(item, "detail")));
        table.print(out);
        out.printf("%d of %d would accept it. Nothing was done.%n", count(true), items.size());
    }

    private static String sends(JsonNode item) {
        List<String> commands = new ArrayList<>();
        item.path("sends")
                .forEach(command -> commands.add("%s, attempt %d, to %s"
                        .formatted(
                                TextTable.text(command, "type"),
                                command.path("attempt").asInt(),
                                TextTable.text(command, "topic"))));
        return commands.isEmpty() ? "nothing" : String.join("; ", commands);
    }

    private void printOutcomes(PrintWriter out) {
        TextTable table = new TextTable("ID", "OUTCOME", "NOW", "DETAIL");
        items.forEach(item -> table.row(
                TextTable.text(item, "id"),
                TextTable.text(item, "outcome"),
                TextTable.text(item, item.path("after").isString() ? "after" : "before"),
                detail(item)));
        table.print(out);
        out.printf("%d of %d done.%n", count(false), items.size());
    }

    private static String detail(JsonNode item) {
        JsonNode by = item.path("changedBy");
        return by.isObject()
                ? "%s requested %s at %s"
                        .formatted(TextTable.text(by, "who"), TextTable.text(by, "action"), TextTable.text(by, "at"))
                : TextTable.text(item, "detail");
    }
}
