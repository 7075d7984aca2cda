package checkout.cli.deadletter;

import checkout.cli.command.ReadCommand;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Counts open dead letters by error. */
@Command(name = "reasons", mixinStandardHelpOptions = true, description = "Counts open dead letters by error.")
final class DeadLettersReasonsCommand extends ReadCommand {

    @Mixin
    private DeadLetterOptions options = new DeadLetterOptions();

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.get(options.filter().asQueryOf("/v1/dead-letters/reasons"));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        if (answer.path("reasons").isEmpty()) {
            out.println("No dead letter is open.");
            return;
        }
        TextTable table = new TextTable("COUNT", "TOPIC", "TYPE", "GROUP", "LATEST", "REASON");
        answer.path("reasons")
                .forEach(group -> table.row(
                        group.path("count").asString(),
                        TextTable.text(group, "topic"),
                        TextTable.text(group, "type"),
                        TextTable.text(group, "group"),
                        TextTable.age(group, "latest"),
                        TextTable.text(group, "reason")));
        table.print(out);
    }
}
