package checkout.order.pricing;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.contracts.PaymentMethod;
import checkout.order.catalogue.CachedPriceList;
import checkout.order.catalogue.PriceList;
import checkout.order.catalogue.Product;
import checkout.order.request.RequestViolations;
import checkout.order.request.RequestedLines;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Validates a cart against the product catalogue and prices it. */
@Component
public class CartPricing {
    private static final Pattern CUSTOMER_ID = Pattern.compile("[\\p{Alnum}._:@+-]{1,64}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final Pattern CARD_NUMBER = Pattern.compile("\\d{12,19}");
    private static final Pattern ACCOUNT_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final CachedPriceList catalogue;

    CartPricing(CachedPriceList catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * A valid cart with its total.
     *
     * @param unitPrices in minor units, in the order of the lines
     */
    public record PricedCart(
            String customerId, List<OrderLine> lines, List<Long> unitPrices, Money total, PaymentMethod payment) {
        /** The payment method by name: neither token nor account is stored with an order. */
        public String paymentMethod() {
            return switch (payment) {
                case PaymentMethod.Card card -> "card";
                case PaymentMethod.Wallet wallet -> "wallet";
            };
        }
    }

    /** Refuses a cart that is not valid, or that the catalogue cannot price. */
    public PricedCart price(CheckoutRequest request) {
        RequestViolations violations = new RequestViolations();
        String customerId = request.customerId();
        PaymentMethod payment = request.payment();
        if (customerId == null || !CUSTOMER_ID.matcher(customerId).matches()) {
            violations.add("customerId", "must be 1 to 64 letters, digits or any of . _ : @ + -");
        }
        checkPayment(payment, violations);
        ExpectedTotal expectedTotal = request.expectedTotal();
        if (expectedTotal != null) {
            expectedTotal.check(violations);
        }
        PriceList prices = catalogue.current();
        List<OrderLine> lines = new RequestedLines(
                        sku -> prices.find(sku)
                                .or(() -> prices.findWithdrawn(sku))
                                .isPresent(),
                        "is not in the catalogue; GET /v1/products lists what is")
                .merge(request.lines(), violations);
        if (!violations.isEmpty() || customerId == null || payment == null) {
            throw violations.problem("invalid-checkout", "The checkout is not valid");
        }
        WithdrawnProducts.refuse(lines, prices);
        List<Product> products = lines.stream()
                .map(line -> prices.find(line.sku()).orElseThrow())
                .toList();
        PricedCart cart = priced(customerId, lines, products, payment);
        if (expectedTotal != null && !expectedTotal.is(cart.total())) {
            throw ExpectedTotal.priceChanged(cart.total(), lines, products);
        }
        return cart;
    }

    private static PricedCart priced(
            String customerId, List<OrderLine> lines, List<Product> products, PaymentMethod payment) {
        return new PricedCart(
                customerId,
                lines,
                products.stream().map(Product::priceMinor).toList(),
                CartTotal.of(products, lines),
                payment);
    }

    private static void checkPayment(@Nullable PaymentMethod payment, RequestViolations violations) {
        switch (payment) {
            case null ->
                violations.add(
                        "payment", "must be {\"method\":\"card\",\"token\"} or {\"method\":\"wallet\",\"accountId\"}");
            case PaymentMethod.Card card -> checkToken(card.token(), violations);
            case PaymentMethod.Wallet wallet -> {
                if (!matches(ACCOUNT_ID, wallet.accountId())) {
                    violations.add("payment.accountId", "must be the id of a wallet account");
                }
            }
        }
    }

    private static void checkToken(@Nullable String token, RequestViolations violations) {
        if (!matches(TOKEN, token)) {
            violations.add("payment.token", "must be the token that your payment page received");
        } else if (CARD_NUMBER.matcher(String.valueOf(token)).find()) {
            violations.add("payment.token", "looks like a card number; send only the token for it");
        }
    }

    /** False for null: JSON may lack what the record declares. */
    private static boolean matches(Pattern pattern, @Nullable String value) {
        return value != null && pattern.matcher(value).matches();
    }
}
