package checkout.order.request;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** The idempotency keys of the requests in progress on this instance; a second request with such a key is refused. */
@Component
public class KeysInFlight {
    private final Set<ScopedKey> keys = ConcurrentHashMap.newKeySet();

    private record ScopedKey(String scope, String key) {}

    /** Keeps the key of a request that is answered before it has ended. */
    public interface Hold {
        /** Has the key kept until then. */
        void until(CompletionStage<?> end);
    }

    /** Runs the request unless one with the same key in the same scope is in progress. */
    public <T> T exclusively(String scope, String key, Supplier<T> request) {
        return exclusively(scope, key, hold -> request.get());
    }

    /** The same for a request that may be answered before it has ended. */
    public <T> T exclusively(String scope, String key, Function<Hold, T> request) {
        ScopedKey scoped = new ScopedKey(scope, key);
        if (!keys.add(scoped)) {
            throw IdempotencyKeyProblems.inFlight();
        }
        AtomicReference<CompletionStage<?>> end = new AtomicReference<>(CompletableFuture.completedFuture(true));
        try {
            return request.apply(end::set);
        } finally {
            var unused = Objects.requireNonNull(end.get()).whenComplete((result, failure) -> keys.remove(scoped));
        }
    }
}
