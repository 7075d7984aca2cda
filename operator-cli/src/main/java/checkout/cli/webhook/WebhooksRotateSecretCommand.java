package checkout.cli.webhook;

import checkout.cli.command.FilterParams;
import checkout.cli.connection.OperatorApiClient;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Gives an endpoint a new secret and prints it. */
@Command(
        name = "rotate-secret",
        mixinStandardHelpOptions = true,
        description = "Gives an endpoint a new secret and prints it; for a while, the one before signs too.")
final class WebhooksRotateSecretCommand extends WebhookActionCommand {
    @Parameters(paramLabel = "ID", description = "The id of the endpoint.")
    private String id = "";

    @Option(
            names = "--overlap",
            paramLabel = "TIME",
            defaultValue = "1d",
            description = "How long the secret before signs too, such as 12h (default: ${DEFAULT-VALUE}).")
    private String overlap = "";

    WebhooksRotateSecretCommand() {
        super("admin");
    }

    @Override
    JsonNode send(OperatorApiClient api) throws InterruptedException {
        return api.post(
                "%s/%s/rotate-secret".formatted(WebhooksCommand.ENDPOINTS, FilterParams.urlEncode(id)),
                Map.of("overlap", Objects.requireNonNull(FilterParams.isoDuration(overlap))));
    }

    @Override
    String describe(JsonNode answer) {
        return EndpointText.describe(answer);
    }
}
