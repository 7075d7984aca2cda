package checkout.order.cart;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * How long carts are kept, and how many.
 *
 * @param keep how long after its last change a cart is deleted
 * @param maxCarts how many carts a storefront may have; they are counted as often as expired ones are deleted
 */
@ConfigurationProperties("checkout.carts")
public record CartSettings(
        @DefaultValue("30d") Duration keep,
        @Name("most") @DefaultValue("1000000") long maxCarts) {
    private static final Duration MIN_KEEP = Duration.ofMinutes(1);

    public CartSettings {
        if (keep.compareTo(MIN_KEEP) < 0) {
            throw new IllegalArgumentException("checkout.carts.keep is %s; set at least %s".formatted(keep, MIN_KEEP));
        }
        if (maxCarts < 1) {
            throw new IllegalArgumentException("checkout.carts.most is %d; set at least 1".formatted(maxCarts));
        }
    }
}
