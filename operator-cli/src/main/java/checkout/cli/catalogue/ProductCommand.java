package checkout.cli.catalogue;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Changes one product. */
abstract class ProductCommand implements Callable<Integer> {

    @Mixin
    private ProductOptions product = new ProductOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public final Integer call() throws InterruptedException {
        return run(product, Objects.requireNonNull(spec).commandLine().getOut());
    }

    abstract int run(ProductOptions product, PrintWriter out) throws InterruptedException;
}
