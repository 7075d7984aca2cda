package checkout.cli.quarantine;

import checkout.cli.command.FilterParams;
import checkout.cli.command.ListCommand;
import checkout.cli.command.TextTable;
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
    protected List<String> remarks(JsonNode answer) {
        return answer.path("unavailable")
                .valueStream()
                .map(source -> "The database of source %s does not answer; its rows are not listed."
                        .formatted(source.asString()))
                .toList();
    }

    /** A script that reads the ids must not take a part of the list for the whole. */
    @Override
    protected int exitCode(JsonNode answer) {
        return isQuiet() && !answer.path("unavailable").isEmpty() ? 1 : 0;
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
