package checkout.lab.stack.operator;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Shows what operators did, the latest first. */
@Command(name = "acts", mixinStandardHelpOptions = true, description = "Shows what operators did, the latest first.")
public final class ActionsCommand extends ReadCommand {

    @Option(names = "--who", description = "What this user did.")
    private @Nullable String who;

    @Option(names = "--action", description = "retry, compensate, resolve, redrive or discard.")
    private @Nullable String action;

    @Option(names = "--saga", paramLabel = "ID", description = "What was done to this saga and its dead letters.")
    private @Nullable String saga;

    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Override
    JsonNode ask(OperatorApiClient api) throws InterruptedException {
        return api.get(paging.on(new ActionFilter()
                        .with("who", who)
                        .with("action", action)
                        .with("sagaId", saga))
                .on("/v1/audit"));
    }

    @Override
    void show(JsonNode answer, PrintWriter out) {
        if (answer.path("entries").isEmpty()) {
            out.println("Nobody did anything like that.");
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
        more(answer, out);
    }
}
