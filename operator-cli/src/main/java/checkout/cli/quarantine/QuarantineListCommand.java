package checkout.cli.quarantine;

import checkout.cli.command.PagingOptions;
import checkout.cli.command.ReadCommand;
import checkout.cli.command.TextTable;
import checkout.cli.connection.ConnectionOptions;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists rows in quarantine, newest first. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists rows in quarantine, newest first.")
final class QuarantineListCommand extends ReadCommand {

    @Mixin
    private QuarantineOptions options = new QuarantineOptions();

    @Option(
            names = "--status",
            defaultValue = "OPEN",
            description = "OPEN, SENT, DISCARDED or ALL (default: ${DEFAULT-VALUE}).")
    private String status = "OPEN";

    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Override
    protected OperatorApiClient connect(ConnectionOptions connection, String defaultUser) {
        return connection.connectToPart(QuarantineCommand.RELAY, defaultUser);
    }

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.get(paging.addTo(options.filter().with("status", status)).asQueryOf("/v1/quarantine"));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        answer.path("unavailable")
                .forEach(source -> out.printf(
                        "The database of source %s does not answer; its rows are not listed.%n", source.asString()));
        if (answer.path("rows").isEmpty()) {
            out.println("No row matches.");
            return;
        }
        TextTable table = new TextTable("SOURCE", "ID", "STATUS", "TOPIC", "TYPE", "BYTES", "AGE", "KEY", "REASON");
        answer.path("rows")
                .forEach(row -> table.row(
                        TextTable.text(row, "source"),
                        TextTable.text(row, "id"),
                        TextTable.text(row, "status"),
                        TextTable.text(row, "topic"),
                        TextTable.text(row, "type"),
                        row.path("bytes").asString(),
                        TextTable.age(row, "quarantinedAt"),
                        TextTable.text(row, "key"),
                        TextTable.text(row, "reason")));
        table.print(out);
        printNextPageHint(answer, out);
    }
}
