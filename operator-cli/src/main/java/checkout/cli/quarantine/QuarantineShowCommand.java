package checkout.cli.quarantine;

import checkout.cli.command.FilterParams;
import checkout.cli.command.ReadCommand;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows one row in quarantine: where it belongs, why Kafka refused it, and what became of it. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one row in quarantine: where it belongs, why Kafka refused it, and what became of it.")
final class QuarantineShowCommand extends ReadCommand {

    @Parameters(index = "0", paramLabel = "SOURCE", description = "The source of the relay, as in the list.")
    private String source = "";

    @Parameters(index = "1", paramLabel = "ID", description = "The row's id.")
    private String id = "";

    @Override
    protected String service() {
        return QuarantineCommand.RELAY;
    }

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.get("/v1/quarantine/" + FilterParams.urlEncode(source) + "/" + FilterParams.urlEncode(id));
    }

    @Override
    protected void print(JsonNode row, PrintWriter out) {
        out.printf("%s  %s%n", TextTable.text(row, "id"), TextTable.text(row, "status"));
        printField(
                out,
                "outbox",
                "%s, source %s, log position %s"
                        .formatted(
                                TextTable.text(row, "schema"),
                                TextTable.text(row, "source"),
                                TextTable.text(row, "position")));
        printField(out, "to", "%s, key %s".formatted(TextTable.text(row, "topic"), TextTable.text(row, "key")));
        printField(out, "type", TextTable.text(row, "type"));
        printField(out, "bytes", row.path("bytes").asString());
        printField(out, "reason", TextTable.text(row, "reason"));
        printField(out, "since", TextTable.text(row, "quarantinedAt"));
        printField(out, "saga", TextTable.text(row, "sagaId"));
        printField(out, "trace", TextTable.text(row, "traceparent"));
        if (!row.path("origin").isEmpty()) {
            printField(out, "origin", row.path("origin").toString());
        }
        printAct(out, "last try", row.path("lastTry"));
        printAct(out, "settled", row.path("settlement"));
    }

    private static void printAct(PrintWriter out, String name, JsonNode act) {
        if (act.isObject()) {
            printField(
                    out,
                    name,
                    "%s by %s: %s"
                            .formatted(
                                    TextTable.text(act, "at"), TextTable.text(act, "by"), TextTable.text(act, "why")));
        }
    }

    private static void printField(PrintWriter out, String name, String value) {
        out.printf("  %-11s %s%n", name, value);
    }
}
