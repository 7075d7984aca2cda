package checkout.cli.deadletter;

import checkout.cli.command.PagingOptions;
import checkout.cli.command.ReadCommand;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists dead letters, newest first. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists dead letters, newest first.")
final class DeadLettersListCommand extends ReadCommand {

    @Mixin
    private DeadLetterOptions options = new DeadLetterOptions();

    @Option(
            names = "--status",
            defaultValue = "OPEN",
            description = "OPEN, REDRIVEN, DISCARDED or ALL (default: ${DEFAULT-VALUE}).")
    private String status = "OPEN";

    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        String statusOrNull = status.equalsIgnoreCase("ALL") ? null : status;
        return api.get(
                paging.addTo(options.filter().with("status", statusOrNull)).asQueryOf("/v1/dead-letters"));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        if (answer.path("deadLetters").isEmpty()) {
            out.println("No dead letter matches.");
            return;
        }
        TextTable table = new TextTable("ID", "STATUS", "TOPIC", "TYPE", "AGE", "KEY", "REASON");
        answer.path("deadLetters")
                .forEach(letter -> table.row(
                        TextTable.text(letter, "id"),
                        TextTable.text(letter, "status"),
                        TextTable.text(letter, "topic"),
                        TextTable.text(letter, "type"),
                        TextTable.age(letter, "receivedAt"),
                        TextTable.text(letter, "key"),
                        TextTable.text(letter, "reason")));
        table.print(out);
        printNextPageHint(answer, out);
    }
}
