package checkout.cli.webhook;

import checkout.cli.command.FilterParams;
import checkout.cli.connection.OperatorApiClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Changes an endpoint; what is not given stays as it is. */
@Command(
        name = "change",
        mixinStandardHelpOptions = true,
        description = "Changes an endpoint; what is not given stays as it is.")
final class WebhooksChangeCommand extends WebhookActionCommand {
    @Parameters(paramLabel = "ID", description = "The id of the endpoint.")
    private String id = "";

    @Option(names = "--to", paramLabel = "URL", description = "Where its events are posted from now on.")
    private @Nullable String url;

    @Option(names = "--events", split = ",", paramLabel = "TYPE", description = "The types of events.")
    private @Nullable List<String> events;

    @Option(names = "--description", description = "What the endpoint is for.")
    private @Nullable String description;

    WebhooksChangeCommand() {
        super("admin");
    }

    @Override
    JsonNode send(OperatorApiClient api) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        if (url != null) {
            body.put("url", url);
        }
        if (events != null) {
            body.put("eventTypes", events);
        }
        if (description != null) {
            body.put("description", description);
        }
        return api.patch(WebhooksCommand.ENDPOINTS + "/" + FilterParams.urlEncode(id), body);
    }

    @Override
    String describe(JsonNode answer) {
        return EndpointText.describe(answer);
    }
}
