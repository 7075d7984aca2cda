package checkout.order.cart.api;

import checkout.contracts.OrderLine;
import checkout.order.catalogue.CachedPriceList;
import checkout.order.catalogue.PriceList;
import checkout.order.catalogue.Product;
import checkout.order.pricing.CartTotal;
import checkout.order.request.RequestViolations;
import checkout.order.request.RequestedLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the new lines of a cart from a request, and refuses what a checkout would refuse. */
@Component
class CartLines {
    private static final Pattern SKU = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String NOT_IN_CATALOGUE = "is not in the catalogue; GET /v1/products lists what is";
    private static final int MAX_CHANGES = 2 * RequestedLines.MAX_LINES;

    private final CachedPriceList prices;
    private final RequestedLines requestedLines;

    CartLines(CachedPriceList prices) {
        this.prices = prices;
        this.requestedLines = new RequestedLines(0, sku -> prices.find(sku).isPresent(), NOT_IN_CATALOGUE);
    }

    List<OrderLine> of(CartContents contents) {
        RequestViolations violations = new RequestViolations();
        List<OrderLine> lines = requestedLines.merge(contents.lines(), violations);
        return priceable(lines, violations);
    }

    /** The lines of a cart after the patch. */
    List<OrderLine> patched(List<OrderLine> lines, CartPatch patch) {
        RequestViolations violations = new RequestViolations();
        Map<String, @Nullable Integer> changes = patch.lines();
        if (changes == null || changes.size() > MAX_CHANGES) {
            violations.add(
                    "lines",
                    "must be an object with up to %d quantities by SKU, such as {\"TEA-001\":2,\"CUP-001\":null}; null removes a line"
                            .formatted(MAX_CHANGES));
            return priceable(List.of(), violations);
        }
        changes.forEach((sku, quantity) -> check(sku, quantity, violations));
        List<OrderLine> merged = CartPatch.merge(lines, changes);
        if (merged.size() > RequestedLines.MAX_LINES) {
            violations.add(
                    "lines",
                    "would be %d after the change; a cart holds at most %d"
                            .formatted(merged.size(), RequestedLines.MAX_LINES));
        }
        return priceable(merged, violations);
    }

    private void check(String sku, @Nullable Integer quantity, RequestViolations violations) {
        if (quantity == null) {
            return;
        }
        if (!SKU.matcher(sku).matches()) {
            violations.add("lines", "has a SKU that " + NOT_IN_CATALOGUE);
        } else if (prices.find(sku).isEmpty()) {
            violations.add("lines." + sku, NOT_IN_CATALOGUE);
        } else if (quantity < 1 || quantity > RequestedLines.MAX_QUANTITY) {
            violations.add(
                    "lines." + sku,
                    "must be from 1 to %,d, or null to remove the line".formatted(RequestedLines.MAX_QUANTITY));
        }
    }

    /** Lines whose products have left the catalogue since stay in the cart until they are removed. */
    private List<OrderLine> priceable(List<OrderLine> lines, RequestViolations violations) {
        if (!violations.isEmpty()) {
            throw violations.problem("invalid-cart", "The cart is not valid");
        }
        PriceList current = prices.current();
        List<OrderLine> offered = new ArrayList<>();
        List<Product> products = new ArrayList<>();
        for (OrderLine line : lines) {
            current.find(line.sku()).ifPresent(product -> {
                offered.add(line);
                products.add(product);
            });
        }
        if (!offered.isEmpty()) {
            CartTotal.of(products, offered);
        }
        return lines;
    }
}
