package checkout.cli.stock;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes the quantity on hand by what was lost, found or damaged. */
@Command(
        name = "adjust",
        mixinStandardHelpOptions = true,
        description = "Changes the quantity on hand by what was lost, found or damaged.")
final class StockAdjustCommand extends StockMovementCommand {

    @Option(
            names = "--by",
            required = true,
            paramLabel = "QUANTITY",
            description = "By how many items, such as -2 or 5.")
    private int quantity;

    StockAdjustCommand() {
        super("ADJUST");
    }

    @Override
    int quantity() {
        return quantity;
    }
}
