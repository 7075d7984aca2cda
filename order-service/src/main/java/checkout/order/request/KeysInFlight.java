package checkout.order.request;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** The idempotency keys of the requests in progress on this instance; a second request with such a key is refused. */
@Component
public class KeysInFlight {
    private final Set<ScopedKey> keys = ConcurrentHashMap.newKeySet();

    private record ScopedKey(String scope, String key) {}

    /** Runs the request unless one with the same key in the same scope is in progress. */
    public <T> T exclusively(String scope, String key, Supplier<T> request) {
        ScopedKey scoped = new ScopedKey(scope, key);
        if (!keys.add(scoped)) {
            throw IdempotencyKeyProblems.inFlight();
        }
        try {
            return request.get();
        } finally {
            keys.remove(scoped);
        }
    }
}
