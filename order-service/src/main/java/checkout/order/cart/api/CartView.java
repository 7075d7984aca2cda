package checkout.order.cart.api;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.order.cart.Cart;
import checkout.order.cart.CartStatus;
import checkout.order.catalogue.PriceList;
import checkout.order.catalogue.Product;
import checkout.order.pricing.CartTotal;
import checkout.web.ProblemException;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A cart in answers of the API.
 *
 * @param total null if a line has no price, if the lines have several currencies, or if there are none
 * @param checkoutId the checkout that has the cart, null while it is OPEN
 * @param expiresAt when the cart is deleted if nothing changes it before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CartView(
        String cartId,
        long version,
        CartStatus status,
        List<Line> lines,
        @Nullable Money total,
        @Nullable UUID checkoutId,
        Instant changedAt,
        Instant expiresAt) {

    /** @param price of one piece, null if the product has left the catalogue */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(String sku, int quantity, @Nullable Money price) {}

    static CartView of(Cart cart, PriceList prices, Duration keep) {
        List<Line> lines = new ArrayList<>();
        List<Product> products = new ArrayList<>();
        for (OrderLine line : cart.lines()) {
            Product product = prices.find(line.sku()).orElse(null);
            lines.add(new Line(line.sku(), line.quantity(), product == null ? null : product.price()));
            if (product != null) {
                products.add(product);
            }
        }
        return new CartView(
                cart.id(),
                cart.version(),
                cart.status(),
                lines,
                products.isEmpty() || products.size() < lines.size() ? null : total(products, cart.lines()),
                cart.checkoutId(),
                cart.changedAt(),
                cart.changedAt().plus(keep));
    }

    /** Prices and currencies may have changed since the lines were accepted, and a cart can always be read. */
    private static @Nullable Money total(List<Product> products, List<OrderLine> lines) {
        try {
            return CartTotal.of(products, lines);
        } catch (ProblemException notOneTotal) {
            return null;
        }
    }
}
