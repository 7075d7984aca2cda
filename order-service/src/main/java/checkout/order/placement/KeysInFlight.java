package checkout.order.placement;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The keys of the requests that this instance is just working on; a second one with the same key is told to wait. */
@Component
class KeysInFlight {
    private final Set<Key> keys = ConcurrentHashMap.newKeySet();

    private record Key(String storefront, String key) {}

    boolean enter(String storefront, String key) {
        return keys.add(new Key(storefront, key));
    }

    void leave(String storefront, String key) {
        keys.remove(new Key(storefront, key));
    }
}
