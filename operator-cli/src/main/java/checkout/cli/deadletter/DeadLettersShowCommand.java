package checkout.cli.deadletter;

import checkout.cli.command.FilterParams;
import checkout.cli.command.ReadCommand;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows one dead letter with its origin, error and payload. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one dead letter with its origin, error and payload.")
final class DeadLettersShowCommand extends ReadCommand {

    @Parameters(paramLabel = "ID", description = "The dead letter's id.")
    private String id = "";

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.get("/v1/dead-letters/" + FilterParams.urlEncode(id));
    }

    @Override
    protected void print(JsonNode letter, PrintWriter out) {
        out.printf("%s  %s%n", TextTable.text(letter, "id"), TextTable.text(letter, "status"));
        printField(out, "type", TextTable.text(letter, "type"));
        printField(
                out,
                "from",
                "%s, partition %s, offset %s, key %s"
                        .formatted(
                                TextTable.text(letter, "topic"),
                                letter.path("partition").asString("-"),
                                letter.path("offset").asString("-"),
                                TextTable.text(letter, "key")));
        printField(out, "consumer", TextTable.text(letter, "group"));
        printField(out, "reason", TextTable.text(letter, "reason"));
        printField(out, "saga", TextTable.text(letter, "sagaId"));
        printField(out, "trace", TextTable.text(letter, "traceparent"));
        JsonNode settlement = letter.path("settlement");
        if (settlement.isObject()) {
            printField(
                    out,
                    "settled",
                    "%s by %s: %s"
                            .formatted(
                                    TextTable.text(settlement, "at"),
                                    TextTable.text(settlement, "by"),
                                    TextTable.text(settlement, "why")));
        } else if (letter.path("notRedrivableBecause").isString()) {
            printField(out, "redrive", "not possible: " + TextTable.text(letter, "notRedrivableBecause"));
        }
        letter.path("whatFollows")
                .properties()
                .forEach(action -> printField(out, action.getKey(), follows(action.getValue())));
        printField(out, "payload", letter.path("payload").toString());
        out.println();
        out.println(letter.path("stack").asString("No stack trace was recorded."));
    }

    private static String follows(JsonNode consequence) {
        return TextTable.text(consequence, "follows")
                + (consequence.path("onlyWithForce").asBoolean() ? " (only with --force)" : "");
    }

    private static void printField(PrintWriter out, String name, String value) {
        out.printf("  %-11s %s%n", name, value);
    }
}
