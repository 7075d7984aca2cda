package checkout.order.pricing;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.order.catalogue.Product;
import checkout.web.ProblemException;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.http.HttpStatus;

/** Adds up the lines of a cart, which must all have the same currency. */
public final class CartTotal {
    private CartTotal() {}

    /** A line and the currency of its product, for the client to split the cart by. */
    record LineCurrency(String sku, String currency) {}

    /**
     * The sum of the lines; refuses several currencies and sums that are too large.
     *
     * @param products those of the lines, in the same order
     */
    public static Money of(List<Product> products, List<OrderLine> lines) {
        checkCurrency(products);
        try {
            return IntStream.range(0, lines.size())
                    .mapToObj(i -> products.get(i).price().times(lines.get(i).quantity()))
                    .reduce(Money::plus)
                    .orElseThrow();
        } catch (ArithmeticException tooLarge) {
            throw new ProblemException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "total-too-large",
                    "The total is too large",
                    "The cart costs more than a checkout can; send it as several checkouts.");
        }
    }

    private static void checkCurrency(List<Product> products) {
        if (products.stream().map(Product::currency).distinct().count() > 1) {
            List<LineCurrency> lines = products.stream()
                    .map(product -> new LineCurrency(product.sku(), product.currency()))
                    .toList();
            LineCurrency first = lines.getFirst();
            LineCurrency other = lines.stream()
                    .filter(line -> !line.currency().equals(first.currency()))
                    .findFirst()
                    .orElseThrow();
            throw new ProblemException(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "mixed-currencies",
                            "The cart has several currencies",
                            "%s costs %s and %s costs %s; send a checkout for each currency. 'lines' lists the currency of each line."
                                    .formatted(first.sku(), first.currency(), other.sku(), other.currency()))
                    .with("lines", lines);
        }
    }
}
