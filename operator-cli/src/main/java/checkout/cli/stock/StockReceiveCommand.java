package checkout.cli.stock;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Adds goods that have arrived to the quantity on hand. */
@Command(name = "receive", mixinStandardHelpOptions = true, description = "Adds goods that have arrived.")
final class StockReceiveCommand implements Callable<Integer> {

    @Mixin
    private StockMovementOptions movement = new StockMovementOptions();

    @Parameters(index = "1", paramLabel = "QUANTITY", description = "How many items arrived.")
    private int quantity;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        return movement.send("RECEIVE", quantity, commandLine.getOut(), commandLine.getErr());
    }
}
