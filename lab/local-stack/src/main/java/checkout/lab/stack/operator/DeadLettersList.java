package checkout.lab.stack.operator;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists dead letters, the newest first. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists dead letters, the newest first.")
final class DeadLettersList extends ReadCommand {

    @Mixin
    private LetterOptions options = new LetterOptions();

    @Option(
            names = "--status",
            defaultValue = "OPEN",
            description = "OPEN, REDRIVEN, DISCARDED, or ALL (default: ${DEFAULT-VALUE}).")
    private String status = "OPEN";

    @Mixin
    private Paging paging = new Paging();

    @Override
    JsonNode ask(OperatorApi api) throws InterruptedException {
        String wanted = status.equalsIgnoreCase("ALL") ? null : status;
        return api.get(paging.on(options.filter().with("status", wanted)).on("/v1/dead-letters"));
    }

    @Override
    void show(JsonNode answer, PrintWriter out) {
        if (answer.path("deadLetters").isEmpty()) {
            out.println("No dead letter is like that.");
            return;
        }
        Table table = new Table("ID", "STATUS", "TOPIC", "TYPE", "AGE", "KEY", "REASON");
        answer.path("deadLetters")
                .forEach(letter -> table.row(
                        Table.text(letter, "id"),
                        Table.text(letter, "status"),
                        Table.text(letter, "topic"),
                        Table.text(letter, "type"),
                        Table.ago(letter, "receivedAt"),
                        Table.text(letter, "key"),
                        Table.text(letter, "reason")));
        table.print(out);
        more(answer, out);
    }
}
