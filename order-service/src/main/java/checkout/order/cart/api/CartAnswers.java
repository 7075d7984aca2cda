package checkout.order.cart.api;

import checkout.order.cart.Cart;
import checkout.order.cart.CartSettings;
import checkout.order.catalogue.CachedPriceList;
import java.util.zip.CRC32C;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Shows carts with prices of the catalogue, and with ETags that change with everything that is shown. */
@Component
class CartAnswers {
    private final CachedPriceList prices;
    private final CartSettings settings;
    private final JsonMapper json;

    CartAnswers(CachedPriceList prices, CartSettings settings, JsonMapper json) {
        this.prices = prices;
        this.settings = settings;
        this.json = json;
    }

    ResponseEntity<CartView> show(ResponseEntity.BodyBuilder answer, Cart cart) {
        CartView view = CartView.of(cart, prices.current(), settings.keep());
        return answer.eTag(tag(view))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(view);
    }

    String tag(Cart cart) {
        return tag(CartView.of(cart, prices.current(), settings.keep()));
    }

    private String tag(CartView view) {
        CRC32C digest = new CRC32C();
        digest.update(json.writeValueAsBytes(view));
        return CartPreconditions.tag(view.version(), digest.getValue());
    }
}
