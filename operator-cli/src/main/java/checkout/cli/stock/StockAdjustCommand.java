package checkout.cli.stock;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Changes the quantity on hand by what was lost, found or damaged. */
@Command(
        name = "adjust",
        mixinStandardHelpOptions = true,
        description = "Changes the quantity on hand by what was lost, found or damaged.")
final class StockAdjustCommand implements Callable<Integer> {

    @Mixin
    private StockMovementOptions movement = new StockMovementOptions();

    @Option(
            names = "--by",
            required = true,
            paramLabel = "QUANTITY",
            description = "By how many items, such as -2 or 5.")
    private int quantity;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        return movement.send("ADJUST", quantity, commandLine.getOut(), commandLine.getErr());
    }
}
