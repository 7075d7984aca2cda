package checkout.cli.saga;

import checkout.cli.command.PagingOptions;
import checkout.cli.command.ReadCommand;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists sagas, newest first. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists sagas, newest first.")
final class SagasListCommand extends ReadCommand {

    @Mixin
    private SagaOptions options = new SagaOptions();

    @Option(names = "--id", paramLabel = "PREFIX", description = "Only sagas whose id starts with this.")
    private @Nullable String id;

    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.get(paging.addTo(options.filter().with("q", id)).asQueryOf("/v1/sagas"));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        if (answer.path("sagas").isEmpty()) {
            out.println("No saga matches.");
            return;
        }
        TextTable table = new TextTable("ID", "TYPE", "STATE", "STEP", "ATTEMPT", "AGE", "NEXT", "LETTERS", "REASON");
        answer.path("sagas")
                .forEach(saga -> table.row(
                        TextTable.text(saga, "id"),
                        TextTable.text(saga, "type"),
                        TextTable.text(saga, "state"),
                        TextTable.text(saga, "step"),
                        saga.path("attempt").isNumber()
                                ? "%d of %d"
                                        .formatted(
                                                saga.path("attempt").asInt(),
                                                saga.path("attempts").asInt())
                                : "-",
                        TextTable.age(saga, "startedAt"),
                        TextTable.age(saga, "nextAt"),
                        saga.path("openDeadLetters").asString("0"),
                        TextTable.text(saga, saga.path("stuckReason").isString() ? "stuckReason" : "lastError")));
        table.print(out);
        printNextPageHint(answer, out);
    }
}
