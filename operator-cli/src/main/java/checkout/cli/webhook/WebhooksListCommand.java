package checkout.cli.webhook;

import checkout.cli.command.FilterParams;
import checkout.cli.command.PagingOptions;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists endpoints, newest first. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists endpoints, newest first.")
final class WebhooksListCommand extends WebhookReadCommand {
    @Option(names = "--storefront", paramLabel = "NAME", description = "Only those of this storefront.")
    private @Nullable String storefront;

    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.get(
                paging.addTo(new FilterParams().with("storefront", storefront)).asQueryOf(WebhooksCommand.ENDPOINTS));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        if (answer.path("endpoints").isEmpty()) {
            out.println("There is no such endpoint.");
            return;
        }
        TextTable table = new TextTable("ID", "STOREFRONT", "STATUS", "FAILING FOR", "LAST ERROR", "URL");
        answer.path("endpoints")
                .forEach(endpoint -> table.row(
                        TextTable.text(endpoint, "endpointId"),
                        TextTable.text(endpoint, "storefront"),
                        TextTable.text(endpoint, "status"),
                        TextTable.age(endpoint.path("failure"), "since"),
                        TextTable.text(endpoint.path("failure"), "lastError"),
                        TextTable.text(endpoint, "url")));
        table.print(out);
        printNextPageHint(answer, out);
    }
}
