package checkout.cli.saga;

import checkout.cli.command.FilterParams;
import checkout.cli.command.ListCommand;
import checkout.cli.command.TextTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists sagas, newest first. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists sagas, newest first.")
final class SagasListCommand extends ListCommand {

    @Mixin
    private SagaOptions options = new SagaOptions();

    @Option(names = "--id", paramLabel = "PREFIX", description = "Only sagas whose id starts with this.")
    private @Nullable String id;

    SagasListCommand() {
        super(new Layout(
                "sagas",
                "id",
                "No saga matches.",
                List.of("ID", "TYPE", "STATE", "STEP", "ATTEMPT", "AGE", "NEXT", "LETTERS", "REASON")));
    }

    @Override
    protected String path() {
        return "/v1/sagas";
    }

    @Override
    protected FilterParams filter() {
        return options.filter().with("q", id);
    }

    @Override
    protected List<String> cells(JsonNode saga) {
        return List.of(
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
                TextTable.text(saga, saga.path("stuckReason").isString() ? "stuckReason" : "lastError"));
    }
}
