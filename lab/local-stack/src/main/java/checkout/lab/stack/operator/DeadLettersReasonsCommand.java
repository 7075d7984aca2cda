package checkout.lab.stack.operator;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Counts open dead letters by what they died of. */
@Command(
        name = "reasons",
        mixinStandardHelpOptions = true,
        description = "Counts open dead letters by what they died of.")
final class DeadLettersReasonsCommand extends ReadCommand {

    @Mixin
    private DeadLetterOptions options = new DeadLetterOptions();

    @Override
    JsonNode ask(OperatorApiClient api) throws InterruptedException {
        return api.get(options.filter().on("/v1/dead-letters/reasons"));
    }

    @Override
    void show(JsonNode answer, PrintWriter out) {
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
                        TextTable.ago(group, "latest"),
                        TextTable.text(group, "reason")));
        table.print(out);
    }
}
