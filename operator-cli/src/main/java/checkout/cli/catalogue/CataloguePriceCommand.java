package checkout.cli.catalogue;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives a product another price. */
@Command(
        name = "price",
        mixinStandardHelpOptions = true,
        description = "Gives a product another price. Other instances sell at it within checkout.price-list-refresh.")
final class CataloguePriceCommand extends ProductCommand {

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "The price, such as 19.98.")
    private String amount = "";

    @Parameters(index = "2", paramLabel = "CURRENCY", description = "The currency of the price, such as EUR.")
    private String currency = "";

    @Override
    int run(ProductOptions product, PrintWriter out) throws InterruptedException {
        return product.change(changed -> changed.put("price", price(amount, currency)), out);
    }

    static Map<String, String> price(String amount, String currency) {
        return Map.of("amount", amount, "currency", currency);
    }
}
