package checkout.provider.network;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** The keys of the calls that are being processed, so that a question about one is not answered as if it had never come. */
@Component
class CallsInProgress {
    private final Map<String, Integer> keys = new ConcurrentHashMap<>();

    <T> CompletableFuture<T> track(String key, Supplier<CompletableFuture<T>> call) {
        keys.merge(key, 1, Integer::sum);
        try {
            return call.get().whenComplete((answer, failure) -> end(key));
        } catch (RuntimeException failure) {
            end(key);
            throw failure;
        }
    }

    private void end(String key) {
        keys.computeIfPresent(key, (same, calls) -> calls == 1 ? null : calls - 1);
    }

    boolean contains(String key) {
        return keys.containsKey(key);
    }
}
