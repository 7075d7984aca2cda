package checkout.cli.saga;

import checkout.cli.command.ReadCommand;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Says why sagas wait, each reason once. */
@Command(
        name = "reasons",
        mixinStandardHelpOptions = true,
        description = "Says why sagas wait: each reason once, with the number of sagas and one of them.")
final class SagasReasonsCommand extends ReadCommand {

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.get("/v1/sagas/reasons");
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        if (answer.path("reasons").isEmpty()) {
            out.println("No saga waits for long.");
            return;
        }
        TextTable table = new TextTable("COUNT", "TYPE", "STEP", "OWNER", "OLDEST", "EXAMPLE", "REASON");
        answer.path("reasons")
                .forEach(reason -> table.row(
                        reason.path("count").asString(),
                        TextTable.text(reason, "type"),
                        TextTable.text(reason, "step"),
                        TextTable.text(reason, "owner"),
                        TextTable.age(reason, "oldest"),
                        TextTable.text(reason, "example"),
                        TextTable.text(reason, "sentence")));
        table.print(out);
        if (!answer.path("complete").asBoolean()) {
            out.println("Rarer reasons are not shown.");
        }
    }
}
