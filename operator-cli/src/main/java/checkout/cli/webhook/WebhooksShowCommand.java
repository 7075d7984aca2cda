package checkout.cli.webhook;

import checkout.cli.command.FilterParams;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows an endpoint. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows an endpoint.")
final class WebhooksShowCommand extends WebhookReadCommand {
    @Parameters(paramLabel = "ID", description = "The id of the endpoint.")
    private String id = "";

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.get(WebhooksCommand.ENDPOINTS + "/" + FilterParams.urlEncode(id));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        out.println(EndpointText.describe(answer));
    }
}
