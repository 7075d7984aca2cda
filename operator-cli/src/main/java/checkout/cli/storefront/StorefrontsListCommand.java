package checkout.cli.storefront;

import checkout.cli.command.FilterParams;
import checkout.cli.command.PagingOptions;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Lists storefronts with the limits that are their own. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists storefronts with the limits that are not the default.")
final class StorefrontsListCommand extends StorefrontReadCommand {
    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.get(paging.addTo(new FilterParams()).asQueryOf(StorefrontsCommand.STOREFRONTS));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        TextTable table = new TextTable("ID", "WRITES/S", "BURST", "READS/S", "BURST", "IN FLIGHT", "AGE", "NAME");
        for (JsonNode storefront : answer.path("storefronts")) {
            JsonNode limits = storefront.path("limits");
            table.row(
                    TextTable.text(storefront, "id"),
                    TextTable.text(limits, "writesPerSecond"),
                    TextTable.text(limits, "writeBurst"),
                    TextTable.text(limits, "readsPerSecond"),
                    TextTable.text(limits, "readBurst"),
                    TextTable.text(limits, "maxInFlight"),
                    TextTable.age(storefront, "createdAt"),
                    TextTable.text(storefront, "name"));
        }
        table.print(out);
        printNextPageHint(answer, out);
    }
}
