package checkout.cli;

import checkout.cli.command.FilterParams;
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

/** Lists the actions that operators took, newest first. */
@Command(
        name = "actions",
        aliases = "acts",
        mixinStandardHelpOptions = true,
        description = "Lists the actions that operators took, newest first.")
final class ActionsCommand extends ReadCommand {

    @Option(names = "--who", paramLabel = "USER", description = "Only actions of this user.")
    private @Nullable String who;

    @Option(
            names = "--action",
            description = "Only actions of this kind: retry, compensate, resolve, redrive or discard.")
    private @Nullable String action;

    @Option(names = "--saga", paramLabel = "ID", description = "Only actions on this saga and its dead letters.")
    private @Nullable String saga;

    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        FilterParams filter =
                new FilterParams().with("who", who).with("action", action).with("sagaId", saga);
        return api.get(paging.addTo(filter).asQueryOf("/v1/audit"));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        if (answer.path("entries").isEmpty()) {
            out.println("No action matches.");
            return;
        }
        TextTable table = new TextTable("TIME", "WHO", "ACTION", "ON", "OUTCOME", "REASON");
        answer.path("entries")
                .forEach(entry -> table.row(
                        TextTable.text(entry, "at"),
                        TextTable.text(entry, "who"),
                        TextTable.text(entry, "action"),
                        TextTable.text(entry, entry.path("deadLetterId").isString() ? "deadLetterId" : "sagaId"),
                        TextTable.text(entry, "outcome"),
                        TextTable.text(entry, "reason")));
        table.print(out);
        printNextPageHint(answer, out);
    }
}
