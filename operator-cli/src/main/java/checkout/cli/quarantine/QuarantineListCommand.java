package checkout.cli.quarantine;

import checkout.cli.command.FilterParams;
import checkout.cli.command.ListCommand;
import checkout.cli.command.TextTable;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists rows in quarantine, newest first. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists rows in quarantine, newest first.")
final class QuarantineListCommand extends ListCommand {

    @Mixin
    private QuarantineOptions options = new QuarantineOptions();

    @Option(
            names = "--status",
            defaultValue = "OPEN",
            description = "OPEN, SENT, DISCARDED or ALL (default: ${DEFAULT-VALUE}).")
    private String status = "OPEN";

    QuarantineListCommand() {
        super(new Layout(
                "rows",
                "id",
                "No row matches.",
                List.of("SOURCE", "ID", "STATUS", "TOPIC", "TYPE", "BYTES", "AGE", "KEY", "REASON")));
    }

    @Override
    protected String service() {
        return QuarantineCommand.RELAY;
    }

    @Override
    protected String path() {
        return "/v1/quarantine";
    }

    @Override
    protected FilterParams filter() {
        return options.filter().with("status", status);
    }

    @Override
    protected void printRemarks(JsonNode answer, PrintWriter out) {
        answer.path("unavailable")
                .forEach(source -> out.printf(
                        "The database of source %s does not answer; its rows are not listed.%n", source.asString()));
    }

    @Override
    protected List<String> cells(JsonNode row) {
        return List.of(
                TextTable.text(row, "source"),
                TextTable.text(row, "id"),
                TextTable.text(row, "status"),
                TextTable.text(row, "topic"),
                TextTable.text(row, "type"),
                row.path("bytes").asString(),
                TextTable.age(row, "quarantinedAt"),
                TextTable.text(row, "key"),
                TextTable.text(row, "reason"));
    }
}
