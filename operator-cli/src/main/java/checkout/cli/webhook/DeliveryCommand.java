package checkout.cli.webhook;

import checkout.cli.command.FilterParams;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows a delivery with its attempts. */
@Command(name = "delivery", mixinStandardHelpOptions = true, description = "Shows a delivery with its attempts.")
final class DeliveryCommand extends WebhookReadCommand {
    @Parameters(paramLabel = "ID", description = "The id of the delivery, which is also its webhook-id.")
    private String id = "";

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.get(WebhooksCommand.DELIVERIES + "/" + FilterParams.urlEncode(id));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        out.printf(
                "%s to endpoint %s: %s%n",
                TextTable.text(answer, "eventType"),
                TextTable.text(answer, "endpointId"),
                TextTable.text(answer, "status"));
        TextTable table = new TextTable("ATTEMPT", "STARTED", "TOOK MS", "STATUS", "ERROR", "ANSWER");
        answer.path("attemptLog")
                .forEach(attempt -> table.row(
                        TextTable.text(attempt, "number"),
                        TextTable.text(attempt, "startedAt"),
                        TextTable.text(attempt, "durationMillis"),
                        TextTable.text(attempt, "status"),
                        TextTable.text(attempt, "error"),
                        TextTable.text(attempt, "answer")));
        table.print(out);
    }
}
