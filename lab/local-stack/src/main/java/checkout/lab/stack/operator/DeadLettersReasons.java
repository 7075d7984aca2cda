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
final class DeadLettersReasons extends ReadCommand {

    @Mixin
    private LetterOptions options = new LetterOptions();

    @Override
    JsonNode ask(OperatorApi api) throws InterruptedException {
        return api.get(options.filter().on("/v1/dead-letters/reasons"));
    }

    @Override
    void show(JsonNode answer, PrintWriter out) {
        if (answer.path("reasons").isEmpty()) {
            out.println("No dead letter is open.");
            return;
        }
        Table table = new Table("COUNT", "TOPIC", "TYPE", "GROUP", "LATEST", "REASON");
        answer.path("reasons")
                .forEach(group -> table.row(
                        group.path("count").asString(),
                        Table.text(group, "topic"),
                        Table.text(group, "type"),
                        Table.text(group, "group"),
                        Table.ago(group, "latest"),
                        Table.text(group, "reason")));
        table.print(out);
    }
}
