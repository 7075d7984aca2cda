package checkout.cli.storefront;

import checkout.cli.command.ListCommand;
import checkout.cli.command.TextTable;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Lists storefronts with the limits that are their own. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists storefronts with the limits that are not the default.")
final class StorefrontsListCommand extends ListCommand {

    StorefrontsListCommand() {
        super(new Layout(
                "storefronts",
                "id",
                "There is no storefront.",
                List.of("ID", "WRITES/S", "BURST", "READS/S", "BURST", "IN FLIGHT", "AGE", "NAME")));
    }

    @Override
    protected String service() {
        return StorefrontsCommand.SERVICE;
    }

    @Override
    protected String defaultUser() {
        return StorefrontsCommand.ADMIN;
    }

    @Override
    protected String path() {
        return StorefrontsCommand.STOREFRONTS;
    }

    @Override
    protected List<String> cells(JsonNode storefront) {
        JsonNode limits = storefront.path("limits");
        return List.of(
                TextTable.text(storefront, "id"),
                TextTable.text(limits, "writesPerSecond"),
                TextTable.text(limits, "writeBurst"),
                TextTable.text(limits, "readsPerSecond"),
                TextTable.text(limits, "readBurst"),
                TextTable.text(limits, "maxInFlight"),
                TextTable.age(storefront, "createdAt"),
                TextTable.text(storefront, "name"));
    }
}
