package checkout.cli.stock;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Adds goods that have arrived to the quantity on hand. */
@Command(name = "receive", mixinStandardHelpOptions = true, description = "Adds goods that have arrived.")
final class StockReceiveCommand extends StockMovementCommand {

    @Parameters(index = "1", paramLabel = "QUANTITY", description = "How many items arrived.")
    private int quantity;

    StockReceiveCommand() {
        super("RECEIVE");
    }

    @Override
    int quantity() {
        return quantity;
    }
}
