package checkout.cli.webhook;

import checkout.cli.command.FilterParams;
import checkout.cli.command.ListCommand;
import checkout.cli.command.TextTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists deliveries, newest first. */
@Command(name = "deliveries", mixinStandardHelpOptions = true, description = "Lists deliveries, newest first.")
final class DeliveriesCommand extends ListCommand {
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

    DeliveriesCommand() {
        super(new Layout(
                "deliveries",
                "deliveryId",
                "There is no such delivery.",
                List.of("ID", "EVENT", "STATUS", "ATTEMPTS", "AGE", "NEXT ATTEMPT", "CHECKOUT")));
    }

    @Override
    protected String service() {
        return WebhooksCommand.SERVICE;
    }

    @Override
    protected String path() {
        return WebhooksCommand.DELIVERIES;
    }

    @Override
    protected FilterParams filter() {
        return new FilterParams()
                .with("endpointId", endpoint)
                .with("storefront", storefront)
                .with("checkoutId", checkout)
                .with("status", status)
                .with("eventType", event);
    }

    @Override
    protected List<String> cells(JsonNode delivery) {
        return List.of(
                TextTable.text(delivery, "deliveryId"),
                TextTable.text(delivery, "eventType"),
                TextTable.text(delivery, "status"),
                TextTable.text(delivery, "attempts"),
                TextTable.age(delivery, "createdAt"),
                TextTable.age(delivery, "nextAttemptAt"),
                TextTable.text(delivery, "checkoutId"));
    }
}
