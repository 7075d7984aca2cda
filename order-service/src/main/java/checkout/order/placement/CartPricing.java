package checkout.order.placement;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.contracts.PaymentMethod;
import checkout.order.catalogue.CachedPriceList;
import checkout.order.catalogue.Product;
import checkout.order.placement.CheckoutRequest.LineRequest;
import checkout.web.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Checks a cart against the catalogue and prices it; every violation is told, not only the first. */
@Component
class CartPricing {
    private static final int MOST_LINES = 100;
    private static final int MOST_OF_ONE = 1_000_000;
    private static final int MOST_TOLD = 20;
    private static final Pattern CUSTOMER = Pattern.compile("[\\p{Alnum}._:@+-]{1,64}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final Pattern CARD_NUMBER = Pattern.compile("\\d{12,19}");
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final CachedPriceList prices;

    CartPricing(CachedPriceList prices) {
        this.prices = prices;
    }

    /** A cart that can be bought. */
    record PricedCart(String customerId, List<OrderLine> lines, Money total, PaymentMethod payment) {}

    PricedCart price(CheckoutRequest request) {
        List<RequestViolation> violations = new ArrayList<>(0);
        String customerId = request.customerId();
        if (customerId == null || !CUSTOMER.matcher(customerId).matches()) {
            violations.add(
                    new RequestViolation("customerId", "has to be 1 to 64 letters, digits or any of . _ : @ + -"));
        }
        checkPayment(request.payment(), violations);
        Map<String, Integer> cart = cart(request.lines(), violations);
        if (!violations.isEmpty() || customerId == null || request.payment() == null) {
            throw refuse(violations);
        }
        List<OrderLine> lines = cart.entrySet().stream()
                .map(entry -> new OrderLine(entry.getKey(), entry.getValue()))
                .toList();
        return new PricedCart(customerId, lines, total(lines), request.payment());
    }

    private Money total(List<OrderLine> lines) {
        long minorUnits = 0;
        String currency = "";
        for (OrderLine line : lines) {
            Product product = prices.find(line.sku()).orElseThrow();
            minorUnits = Math.addExact(minorUnits, Math.multiplyExact(product.priceMinor(), (long) line.quantity()));
            currency = product.currency();
        }
        return new Money(minorUnits, currency);
    }

    /** The quantities by sku, in the order of first mention; a sku that is mentioned twice is wanted twice. */
    private Map<String, Integer> cart(@Nullable List<@Nullable LineRequest> lines, List<RequestViolation> violations) {
        Map<String, Integer> cart = new LinkedHashMap<>();
        if (lines == null || lines.isEmpty() || lines.size() > MOST_LINES) {
            violations.add(new RequestViolation(
                    "lines",
                    "has to hold 1 to %d lines; this has %s"
                            .formatted(MOST_LINES, lines == null ? "none" : lines.size())));
            return cart;
        }
        for (int i = 0; i < lines.size(); i++) {
            LineRequest line = lines.get(i);
            String at = "lines[" + i + "]";
            if (line == null) {
                violations.add(new RequestViolation(at, "has to be an object with sku and quantity"));
                continue;
            }
            String sku = line.sku();
            Integer quantity = line.quantity();
            if (sku == null || prices.find(sku).isEmpty()) {
                violations.add(
                        new RequestViolation(at + ".sku", "is not in the catalogue; GET /v1/products lists what is"));
                continue;
            }
            if (quantity == null || quantity < 1 || cart.merge(sku, quantity, CartPricing::add) > MOST_OF_ONE) {
                violations.add(new RequestViolation(
                        at + ".quantity", "has to be from 1 to %,d, in all lines together".formatted(MOST_OF_ONE)));
            }
        }
        return cart;
    }

    private static int add(int some, int more) {
        return (int) Math.min((long) some + more, Integer.MAX_VALUE);
    }

    private static void checkPayment(@Nullable PaymentMethod payment, List<RequestViolation> violations) {
        if (payment == null) {
            violations.add(new RequestViolation(
                    "payment", "has to be {\"method\":\"card\",\"token\"} or {\"method\":\"wallet\",\"accountId\"}"));
        } else if (payment instanceof PaymentMethod.Card card) {
            if (card.token() == null || !TOKEN.matcher(card.token()).matches()) {
                violations.add(
                        new RequestViolation("payment.token", "has to be the token your payment page was given"));
            } else if (CARD_NUMBER.matcher(card.token()).find()) {
                violations.add(
                        new RequestViolation("payment.token", "looks like a card number; send only the token for it"));
            }
        } else if (payment instanceof PaymentMethod.Wallet wallet
                && (wallet.accountId() == null
                        || !ACCOUNT.matcher(wallet.accountId()).matches())) {
            violations.add(new RequestViolation("payment.accountId", "has to be the id of a wallet account"));
        }
    }

    private static ProblemException refuse(List<RequestViolation> violations) {
        List<RequestViolation> told = violations.subList(0, Math.min(MOST_TOLD, violations.size()));
        return new ProblemException(
                        HttpStatus.BAD_REQUEST,
                        "invalid-checkout",
                        "The checkout cannot be taken as it is",
                        "%s %s.%s"
                                .formatted(
                                        told.get(0).field(),
                                        told.get(0).message(),
                                        violations.size() == 1 ? "" : " 'errors' lists all that is to be changed."))
                .with("errors", told);
    }
}
