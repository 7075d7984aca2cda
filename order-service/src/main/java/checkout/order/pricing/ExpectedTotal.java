package checkout.order.pricing;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.order.catalogue.Product;
import checkout.order.request.RequestViolations;
import checkout.web.ProblemException;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The total that the customer was told, not yet validated. */
public record ExpectedTotal(
        @Nullable String amount, @Nullable String currency) {
    /** A limited number of digits, so that no exponent makes the comparison expensive. */
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,19}(\\.\\d{1,6})?");

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /** A line and the price of one piece of its product. */
    record LinePrice(String sku, int quantity, Money price) {}

    void check(RequestViolations violations) {
        if (amount == null || !AMOUNT.matcher(amount).matches()) {
            violations.add("expectedTotal.amount", "must be an amount such as \"19.98\", in quotes");
        }
        if (currency == null || !CURRENCY.matcher(currency).matches()) {
            violations.add("expectedTotal.currency", "must be a currency code such as EUR");
        }
    }

    boolean is(Money total) {
        return total.currency().equals(currency)
                && amount != null
                && new BigDecimal(amount).compareTo(new BigDecimal(total.amount())) == 0;
    }

    /** @param products those of the lines, in the same order */
    static ProblemException priceChanged(Money total, List<OrderLine> lines, List<Product> products) {
        List<LinePrice> prices = IntStream.range(0, lines.size())
                .mapToObj(i -> new LinePrice(
                        lines.get(i).sku(),
                        lines.get(i).quantity(),
                        products.get(i).price()))
                .toList();
        return new ProblemException(
                        HttpStatus.CONFLICT,
                        "price-changed",
                        "The price has changed",
                        "The total is %s %s now, and nothing is placed. Ask the customer, and send the request again with this expectedTotal and the same Idempotency-Key. 'lines' has the price of each product."
                                .formatted(total.amount(), total.currency()))
                .with("total", total)
                .with("lines", prices);
    }
}
