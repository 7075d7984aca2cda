package checkout.order.cart.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.order.RunningOrderService;
import checkout.order.cart.CartRetention;
import checkout.order.cart.CartSettings;
import checkout.order.cart.Carts;
import checkout.order.request.LineRequest;
import checkout.web.ProblemException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Fails if one storefront can fill the disk with carts, or if its limit concerns another storefront. */
class CartQuotaTest extends RunningOrderService {
    @Autowired
    private Carts carts;

    @Autowired
    private CartLines cartLines;

    @Autowired
    private CartAnswers answers;

    @Test
    void aStorefrontCreatesNoMoreCartsThanItMay() {
        CartSettings settings = new CartSettings(Duration.ofDays(30), 2);
        CartRetention retention = new CartRetention(carts, settings);
        CartsApi api = new CartsApi(carts, cartLines, answers, retention, settings);
        String full = "full " + UUID.randomUUID();
        create(api, full, "one");
        create(api, full, "two");
        retention.run();
        assertThatThrownBy(() -> create(api, full, "three"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("can have 2 carts");
        create(api, "other " + UUID.randomUUID(), "three");
        assertThat(carts.find(full, "three")).isEmpty();
    }

    private static void create(CartsApi api, String storefront, String id) {
        CartContents contents = new CartContents(List.of(new LineRequest("TEA-001", 1)));
        Principal principal = () -> storefront;
        assertThat(api.put(id, null, "*", contents, principal).getStatusCode().value())
                .isEqualTo(201);
    }
}
