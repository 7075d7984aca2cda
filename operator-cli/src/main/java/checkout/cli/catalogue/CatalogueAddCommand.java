package checkout.cli.catalogue;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a product to the catalogue. */
@Command(name = "add", mixinStandardHelpOptions = true, description = "Adds a product to the catalogue.")
final class CatalogueAddCommand extends ProductCommand {

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "The price, such as 19.98.")
    private String amount = "";

    @Parameters(index = "2", paramLabel = "CURRENCY", description = "The currency of the price, such as EUR.")
    private String currency = "";

    @Option(names = "--name", required = true, description = "The name.")
    private String name = "";

    @Option(names = "--description", description = "What it is.")
    private String description = "";

    @Override
    int run(ProductOptions product, PrintWriter out) throws InterruptedException {
        return product.create(
                Map.of(
                        "name",
                        name,
                        "description",
                        description,
                        "price",
                        CataloguePriceCommand.price(amount, currency)),
                out);
    }
}
