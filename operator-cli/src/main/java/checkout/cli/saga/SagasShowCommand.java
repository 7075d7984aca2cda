package checkout.cli.saga;

import checkout.cli.command.FilterParams;
import checkout.cli.command.ReadCommand;
import checkout.cli.command.TextTable;
import checkout.cli.connection.CliException;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows one saga: its state, what it waits for, the possible actions and its timeline. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one saga: its state, what it waits for, the possible actions and its timeline.")
final class SagasShowCommand extends ReadCommand {

    private static final int FULL_ID_LENGTH = 36;

    @Parameters(paramLabel = "ID", description = "The saga's id, or a prefix that only it has.")
    private String id = "";

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.get("/v1/sagas/" + (id.length() == FULL_ID_LENGTH ? FilterParams.urlEncode(id) : findFullId(api)));
    }

    private String findFullId(OperatorApiClient api) throws InterruptedException {
        JsonNode found = api.get(
                        new FilterParams().with("q", id).with("limit", 2).asQueryOf("/v1/sagas"))
                .path("sagas");
        if (found.size() != 1) {
            throw new CliException(
                    found.isEmpty()
                            ? "No saga's id starts with '%s'; list them with: sagas list.".formatted(id)
                            : "Several sagas' ids start with '%s'; type more of it.".formatted(id));
        }
        return found.path(0).path("id").asString();
    }

    @Override
    protected void print(JsonNode saga, PrintWriter out) {
        out.printf(
                "%s  %s  (%s, version %s)%n",
                TextTable.text(saga, "id"),
                TextTable.text(saga, "state"),
                TextTable.text(saga, "definition"),
                saga.path("version").asString());
        saga.path("diagnosis").forEach(sentence -> out.println("  " + sentence.asString()));
        printHops(saga, out);
        out.println();
        for (Map.Entry<String, JsonNode> action : saga.path("actions").properties()) {
            out.printf(
                    "  %-11s %s%n",
                    action.getKey(),
                    action.getValue().path("possible").asBoolean()
                            ? "./checkout sagas %s %s%s --reason '...'"
                                    .formatted(action.getKey(), TextTable.text(saga, "id"), outcomes(action.getValue()))
                            : (action.getValue().path("possibleWithForce").asBoolean()
                                            ? "with --force only: "
                                            : "not now: ")
                                    + TextTable.text(action.getValue(), "why"));
        }
        out.println();
        TextTable table = new TextTable("TIME", "", "MESSAGE", "STEP", "ATTEMPT", "NOTE");
        saga.path("timeline")
                .forEach(event -> table.row(
                        TextTable.text(event, "at"),
                        TextTable.text(event, "kind"),
                        TextTable.text(event, "type"),
                        step(event),
                        event.path("attempt").asString("-"),
                        note(event)));
        table.print(out);
        if (!saga.path("timelineComplete").asBoolean()) {
            out.println("Older messages are not shown.");
        }
        if (saga.path("timelineRemoved").isString()) {
            out.println(saga.path("timelineRemoved").asString());
        }
    }

    private static void printHops(JsonNode saga, PrintWriter out) {
        if (saga.path("hops").isEmpty()) {
            return;
        }
        out.println();
        TextTable table = new TextTable("STEP", "ATTEMPT", "HOP", "STATUS", "OWNER");
        saga.path("hops")
                .forEach(hop -> table.row(
                        step(hop),
                        hop.path("attempt").asString("-"),
                        words(hop, "hop"),
                        words(hop, "status"),
                        TextTable.text(hop, "owner")));
        table.print(out);
    }

    private static String words(JsonNode hop, String field) {
        return hop.path(field).asString("-").toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The outcomes that an operator chooses from. */
    private static String outcomes(JsonNode action) {
        List<String> outcomes = new ArrayList<>();
        action.path("outcomes").forEach(outcome -> outcomes.add(outcome.asString()));
        return outcomes.isEmpty() ? "" : " --outcome " + String.join("|", outcomes);
    }

    private static String step(JsonNode event) {
        String step = TextTable.text(event, "step");
        return event.path("action").asString("").equals("UNDO") ? "undo " + step : step;
    }

    private static String note(JsonNode event) {
        List<String> notes = new ArrayList<>();
        if (event.path("who").isString()) {
            notes.add("%s: %s".formatted(event.path("who").asString(), TextTable.text(event, "reason")));
        }
        if (event.path("note").isString()) {
            notes.add("no effect: " + event.path("note").asString());
        }
        return String.join("; ", notes);
    }
}
