package checkout.cli.catalogue;

import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** Sells a withdrawn product again. */
@Command(name = "offer", mixinStandardHelpOptions = true, description = "Sells a withdrawn product again.")
final class CatalogueOfferCommand extends ProductCommand {
    @Override
    int run(ProductOptions product, PrintWriter out) throws InterruptedException {
        return product.change(changed -> changed.put("withdrawn", false), out);
    }
}
