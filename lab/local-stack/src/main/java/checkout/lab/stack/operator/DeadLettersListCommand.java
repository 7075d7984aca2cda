package checkout.lab.stack.operator;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists dead letters, the newest first. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists dead letters, the newest first.")
final class DeadLettersListCommand extends ReadCommand {

    @Mixin
    private DeadLetterOptions options = new DeadLetterOptions();

    @Option(
            names = "--status",
            defaultValue = "OPEN",
            description = "OPEN, REDRIVEN, DISCARDED, or ALL (default: ${DEFAULT-VALUE}).")
    private String status = "OPEN";

    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Override
    JsonNode ask(OperatorApiClient api) throws InterruptedException {
        String wanted = status.equalsIgnoreCase("ALL") ? null : status;
        return api.get(paging.on(options.filter().with("status", wanted)).on("/v1/dead-letters"));
    }

    @Override
    void show(JsonNode answer, PrintWriter out) {
        if (answer.path("deadLetters").isEmpty()) {
            out.println("No dead letter is like that.");
            return;
        }
        TextTable table = new TextTable("ID", "STATUS", "TOPIC", "TYPE", "AGE", "KEY", "REASON");
        answer.path("deadLetters")
                .forEach(letter -> table.row(
                        TextTable.text(letter, "id"),
                        TextTable.text(letter, "status"),
                        TextTable.text(letter, "topic"),
                        TextTable.text(letter, "type"),
                        TextTable.ago(letter, "receivedAt"),
                        TextTable.text(letter, "key"),
                        TextTable.text(letter, "reason")));
        table.print(out);
        more(answer, out);
    }
}
