package checkout.order.cart;

import checkout.order.pricing.CartReference;
import org.jspecify.annotations.Nullable;

/** One version of a storefront's cart. */
public record CartVersion(String storefront, String id, long version) {
    /** The version that a valid request names; null if it names none. */
    public static @Nullable CartVersion named(String storefront, @Nullable CartReference cart) {
        return cart == null || cart.id() == null || cart.version() == null
                ? null
                : new CartVersion(storefront, cart.id(), cart.version());
    }
}
