package checkout.cli.webhook;

import checkout.cli.command.FilterParams;
import checkout.cli.command.ListCommand;
import checkout.cli.command.TextTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists endpoints, newest first. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists endpoints, newest first.")
final class WebhooksListCommand extends ListCommand {
    @Option(names = "--storefront", paramLabel = "NAME", description = "Only those of this storefront.")
    private @Nullable String storefront;

    WebhooksListCommand() {
        super(new Layout(
                "endpoints",
                "endpointId",
                "There is no such endpoint.",
                List.of("ID", "STOREFRONT", "STATUS", "FAILING FOR", "LAST ERROR", "URL")));
    }

    @Override
    protected String service() {
        return WebhooksCommand.SERVICE;
    }

    @Override
    protected String path() {
        return WebhooksCommand.ENDPOINTS;
    }

    @Override
    protected FilterParams filter() {
        return new FilterParams().with("storefront", storefront);
    }

    @Override
    protected List<String> cells(JsonNode endpoint) {
        return List.of(
                TextTable.text(endpoint, "endpointId"),
                TextTable.text(endpoint, "storefront"),
                TextTable.text(endpoint, "status"),
                TextTable.age(endpoint.path("failure"), "since"),
                TextTable.text(endpoint.path("failure"), "lastError"),
                TextTable.text(endpoint, "url"));
    }
}
