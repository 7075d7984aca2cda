package checkout.cli.deadletter;

import checkout.cli.command.FilterParams;
import checkout.cli.command.ListCommand;
import checkout.cli.command.TextTable;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists dead letters, newest first. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists dead letters, newest first.")
final class DeadLettersListCommand extends ListCommand {

    @Mixin
    private DeadLetterOptions options = new DeadLetterOptions();

    @Option(
            names = "--status",
            defaultValue = "OPEN",
            description = "OPEN, REDRIVEN, DISCARDED or ALL (default: ${DEFAULT-VALUE}).")
    private String status = "OPEN";

    DeadLettersListCommand() {
        super(new Layout(
                "deadLetters",
                "id",
                "No dead letter matches.",
                List.of("ID", "STATUS", "TOPIC", "TYPE", "AGE", "KEY", "REASON")));
    }

    @Override
    protected String path() {
        return "/v1/dead-letters";
    }

    @Override
    protected FilterParams filter() {
        return options.filter().with("status", status.equalsIgnoreCase("ALL") ? null : status);
    }

    @Override
    protected List<String> cells(JsonNode letter) {
        return List.of(
                TextTable.text(letter, "id"),
                TextTable.text(letter, "status"),
                TextTable.text(letter, "topic"),
                TextTable.text(letter, "type"),
                TextTable.age(letter, "receivedAt"),
                TextTable.text(letter, "key"),
                TextTable.text(letter, "reason"));
    }
}
