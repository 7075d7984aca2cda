package checkout.lab.stack.operator;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists sagas, the newest first. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists sagas, the newest first.")
final class SagasListCommand extends ReadCommand {

    @Mixin
    private SagaOptions options = new SagaOptions();

    @Option(names = "--id", description = "Whose id begins like this.")
    private @Nullable String id;

    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Override
    JsonNode ask(OperatorApiClient api) throws InterruptedException {
        return api.get(paging.on(options.filter().with("q", id)).on("/v1/sagas"));
    }

    @Override
    void show(JsonNode answer, PrintWriter out) {
        if (answer.path("sagas").isEmpty()) {
            out.println("No saga is like that.");
            return;
        }
        TextTable table = new TextTable("ID", "STATE", "STEP", "ATTEMPT", "AGE", "NEXT", "LETTERS", "WHY");
        answer.path("sagas")
                .forEach(saga -> table.row(
                        TextTable.text(saga, "id"),
                        TextTable.text(saga, "state"),
                        TextTable.text(saga, "step"),
                        saga.path("attempt").isNumber()
                                ? "%d of %d"
                                        .formatted(
                                                saga.path("attempt").asInt(),
                                                saga.path("attempts").asInt())
                                : "-",
                        TextTable.ago(saga, "startedAt"),
                        TextTable.ago(saga, "nextAt"),
                        saga.path("openDeadLetters").asString("0"),
                        TextTable.text(saga, saga.path("stuckReason").isString() ? "stuckReason" : "lastError")));
        table.print(out);
        more(answer, out);
    }
}
