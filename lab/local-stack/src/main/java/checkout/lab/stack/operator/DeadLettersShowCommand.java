package checkout.lab.stack.operator;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows one dead letter with all that is known of it. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one dead letter with all that is known of it.")
final class DeadLettersShowCommand extends ReadCommand {

    @Parameters(paramLabel = "ID", description = "The dead letter's id.")
    private String id = "";

    @Override
    JsonNode ask(OperatorApiClient api) throws InterruptedException {
        return api.get("/v1/dead-letters/" + ActionFilter.encoded(id));
    }

    @Override
    void show(JsonNode letter, PrintWriter out) {
        out.printf("%s  %s%n", TextTable.text(letter, "id"), TextTable.text(letter, "status"));
        line(out, "type", TextTable.text(letter, "type"));
        line(
                out,
                "from",
                "%s, partition %s, offset %s, key %s"
                        .formatted(
                                TextTable.text(letter, "topic"),
                                letter.path("partition").asString("-"),
                                letter.path("offset").asString("-"),
                                TextTable.text(letter, "key")));
        line(out, "handled by", TextTable.text(letter, "group"));
        line(out, "reason", TextTable.text(letter, "reason"));
        line(out, "saga", TextTable.text(letter, "sagaId"));
        line(out, "trace", TextTable.text(letter, "traceparent"));
        JsonNode settlement = letter.path("settlement");
        if (settlement.isObject()) {
            line(
                    out,
                    "settled",
                    "%s by %s: %s"
                            .formatted(
                                    TextTable.text(settlement, "at"),
                                    TextTable.text(settlement, "by"),
                                    TextTable.text(settlement, "why")));
        } else if (letter.path("notRedrivableBecause").isString()) {
            line(out, "redrive", "not possible: " + TextTable.text(letter, "notRedrivableBecause"));
        }
        line(out, "payload", letter.path("payload").toString());
        out.println();
        out.println(letter.path("stack").asString("It came without a stack."));
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("  %-11s %s%n", name, value);
    }
}
