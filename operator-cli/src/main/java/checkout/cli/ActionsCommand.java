package checkout.cli;

import checkout.cli.command.FilterParams;
import checkout.cli.command.ListCommand;
import checkout.cli.command.TextTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists the actions that operators took, newest first. */
@Command(
        name = "actions",
        aliases = "acts",
        mixinStandardHelpOptions = true,
        description = "Lists the actions that operators took, newest first.")
final class ActionsCommand extends ListCommand {

    @Option(names = "--who", paramLabel = "USER", description = "Only actions of this user.")
    private @Nullable String who;

    @Option(
            names = "--action",
            description = "Only actions of this kind: retry, compensate, resolve, cancel, redrive, discard or replay.")
    private @Nullable String action;

    @Option(names = "--saga", paramLabel = "ID", description = "Only actions on this saga and its dead letters.")
    private @Nullable String saga;

    @Option(names = "--act", paramLabel = "ID", description = "Only actions of this act on many sagas.")
    private @Nullable String act;

    ActionsCommand() {
        super(new Layout(
                "entries", "id", "No action matches.", List.of("TIME", "WHO", "ACTION", "ON", "OUTCOME", "REASON")));
    }

    @Override
    protected String path() {
        return "/v1/audit";
    }

    @Override
    protected FilterParams filter() {
        return new FilterParams()
                .with("who", who)
                .with("action", action)
                .with("sagaId", saga)
                .with("actId", act);
    }

    @Override
    protected List<String> cells(JsonNode entry) {
        return List.of(
                TextTable.text(entry, "at"),
                TextTable.text(entry, "who"),
                TextTable.text(entry, "action"),
                TextTable.text(entry, entry.path("deadLetterId").isString() ? "deadLetterId" : "sagaId"),
                TextTable.text(entry, "outcome"),
                TextTable.text(entry, "reason"));
    }
}
