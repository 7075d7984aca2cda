package checkout.cli.webhook;

import checkout.cli.command.FilterParams;
import checkout.cli.command.TextTable;
import checkout.cli.connection.CliException;
import checkout.cli.connection.OperatorApiClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Sends one delivery again, or all of an endpoint that failed. */
@Command(
        name = "redeliver",
        mixinStandardHelpOptions = true,
        description = "Sends one delivery again, or with --endpoint all that failed since a time.")
final class RedeliverCommand extends WebhookActionCommand {
    @Parameters(paramLabel = "ID", arity = "0..1", description = "The id of the delivery.")
    private @Nullable String id;

    @Option(names = "--endpoint", paramLabel = "ID", description = "The id of the endpoint. Needs --since.")
    private @Nullable String endpoint;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Failed deliveries of events since then, such as 2026-01-31T12:00:00Z.")
    private @Nullable String since;

    RedeliverCommand() {
        super("operator");
    }

    @Override
    JsonNode send(OperatorApiClient api) throws InterruptedException {
        if (id != null && endpoint == null && since == null) {
            return api.post(
                    "%s/%s/redeliver".formatted(WebhooksCommand.DELIVERIES, FilterParams.urlEncode(id)), Map.of());
        }
        if (id == null && endpoint != null && since != null) {
            return api.post(
                    "%s/%s/redeliver".formatted(WebhooksCommand.ENDPOINTS, FilterParams.urlEncode(endpoint)),
                    Map.of("since", since));
        }
        throw new CliException("Give the id of a delivery, or --endpoint and --since.");
    }

    @Override
    String describe(JsonNode answer) {
        return answer.has("redelivered")
                ? "%s failed deliveries are due again; they are sent while the endpoint is active."
                        .formatted(TextTable.text(answer, "redelivered"))
                : "Delivery %s is due again; it is sent while its endpoint is active."
                        .formatted(TextTable.text(answer, "deliveryId"));
    }
}
