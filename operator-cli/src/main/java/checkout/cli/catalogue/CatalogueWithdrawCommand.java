package checkout.cli.catalogue;

import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** Withdraws a product from sale. */
@Command(
        name = "withdraw",
        mixinStandardHelpOptions = true,
        description = "Withdraws a product: it is no longer sold. Orders that have it keep it.")
final class CatalogueWithdrawCommand extends ProductCommand {
    @Override
    int run(ProductOptions product, PrintWriter out) throws InterruptedException {
        return product.change(changed -> changed.put("withdrawn", true), out);
    }
}
