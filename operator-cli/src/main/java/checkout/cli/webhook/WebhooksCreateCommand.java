package checkout.cli.webhook;

import checkout.cli.connection.OperatorApiClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Creates an endpoint and prints its secret. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = "Creates an endpoint and prints its secret, which is never shown again.")
final class WebhooksCreateCommand extends WebhookActionCommand {
    private static final String ALL = "checkout.confirmed,checkout.rejected,return.accepted,return.refused";

    @Parameters(index = "0", paramLabel = "STOREFRONT", description = "The name of the storefront.")
    private String storefront = "";

    @Parameters(index = "1", paramLabel = "URL", description = "Where its events are posted.")
    private String url = "";

    @Option(
            names = "--events",
            split = ",",
            paramLabel = "TYPE",
            defaultValue = ALL,
            description = "The types of events (default: ${DEFAULT-VALUE}).")
    private List<String> events = List.of();

    @Option(names = "--description", description = "What the endpoint is for.")
    private @Nullable String description;

    WebhooksCreateCommand() {
        super("admin");
    }

    @Override
    JsonNode send(OperatorApiClient api) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("storefront", storefront);
        body.put("url", url);
        body.put("eventTypes", events);
        if (description != null) {
            body.put("description", description);
        }
        return api.post(WebhooksCommand.ENDPOINTS, body);
    }

    @Override
    String describe(JsonNode answer) {
        return EndpointText.describe(answer);
    }
}
