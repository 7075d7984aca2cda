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

/** Lists deliveries, newest first. */
@Command(name = "deliveries", mixinStandardHelpOptions = true, description = "Lists deliveries, newest first.")
final class DeliveriesCommand extends WebhookReadCommand {
    @Option(names = "--endpoint", paramLabel = "ID", description = "Only those to this endpoint.")
    private @Nullable String endpoint;

    @Option(names = "--storefront", paramLabel = "NAME", description = "Only those of this storefront.")
    private @Nullable String storefront;

    @Option(names = "--checkout", paramLabel = "ID", description = "Only those about this checkout and its returns.")
    private @Nullable String checkout;

    @Option(names = "--status", description = "Only PENDING, DELIVERED or FAILED ones.")
    private @Nullable String status;

    @Option(
            names = "--event",
            paramLabel = "TYPE",
            description = "Only those of this type, such as checkout.confirmed.")
    private @Nullable String event;

    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        FilterParams filter = new FilterParams()
                .with("endpointId", endpoint)
                .with("storefront", storefront)
                .with("checkoutId", checkout)
                .with("status", status)
                .with("eventType", event);
        return api.get(paging.addTo(filter).asQueryOf(WebhooksCommand.DELIVERIES));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        if (answer.path("deliveries").isEmpty()) {
            out.println("There is no such delivery.");
            return;
        }
        TextTable table = new TextTable("ID", "EVENT", "STATUS", "ATTEMPTS", "AGE", "NEXT ATTEMPT", "CHECKOUT");
        answer.path("deliveries")
                .forEach(delivery -> table.row(
                        TextTable.text(delivery, "deliveryId"),
                        TextTable.text(delivery, "eventType"),
                        TextTable.text(delivery, "status"),
                        TextTable.text(delivery, "attempts"),
                        TextTable.age(delivery, "createdAt"),
                        TextTable.age(delivery, "nextAttemptAt"),
                        TextTable.text(delivery, "checkoutId")));
        table.print(out);
        printNextPageHint(answer, out);
    }
}
