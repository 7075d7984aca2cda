package checkout.cli.stock;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sets the quantity on hand to what was counted. */
@Command(
        name = "count",
        mixinStandardHelpOptions = true,
        description = "Sets the quantity on hand to what was counted.")
final class StockCountCommand extends StockMovementCommand {

    @Parameters(
            index = "1",
            paramLabel = "QUANTITY",
            description = "How many items were counted, reserved ones included.")
    private int quantity;

    StockCountCommand() {
        super("COUNT");
    }

    @Override
    int quantity() {
        return quantity;
    }
}
