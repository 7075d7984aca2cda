package checkout.cli.stock;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets the quantity on hand to what was counted. */
@Command(
        name = "count",
        mixinStandardHelpOptions = true,
        description = "Sets the quantity on hand to what was counted.")
final class StockCountCommand implements Callable<Integer> {

    @Mixin
    private StockMovementOptions movement = new StockMovementOptions();

    @Parameters(
            index = "1",
            paramLabel = "QUANTITY",
            description = "How many items were counted, reserved ones included.")
    private int quantity;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        return movement.send("COUNT", quantity, commandLine.getOut(), commandLine.getErr());
    }
}
