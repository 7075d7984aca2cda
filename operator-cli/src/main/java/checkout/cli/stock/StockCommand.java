package checkout.cli.stock;

import checkout.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** Shows the stock and its movements, changes the quantity on hand, and verifies the stock. */
@Command(
        name = "stock",
        mixinStandardHelpOptions = true,
        description =
                "Shows, receives, adjusts, counts and verifies stock. With --url, give that of inventory-service.",
        subcommands = {
            StockShowCommand.class,
            StockReceiveCommand.class,
            StockAdjustCommand.class,
            StockCountCommand.class,
            StockMovementsCommand.class,
            StockVerifyCommand.class
        })
public final class StockCommand extends CommandGroup {
    static final String SERVICE = "inventory-service";
}
