package checkout.order.placement;

import checkout.order.orders.Order;
import checkout.order.orders.Orders;
import checkout.order.request.IdempotencyKeyProblems;
import checkout.order.request.IdempotencyKeys;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the order that an earlier request with the same idempotency key placed. */
@Component
class EarlierCheckoutLookup {
    private final IdempotencyKeys keys;
    private final Orders orders;

    EarlierCheckoutLookup(IdempotencyKeys keys, Orders orders) {
        this.keys = keys;
        this.orders = orders;
    }

    /** The order of the same request; empty if the key is unused. Refuses a key that another request has used. */
    Optional<Order> find(String storefront, String key, String fingerprint) {
        return keys.find(storefront, key).map(use -> {
            if (!use.fingerprint().equals(fingerprint)) {
                throw IdempotencyKeyProblems.reused();
            }
            return orders.findAll(List.of(use.id())).getFirst();
        });
    }
}
