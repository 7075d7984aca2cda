package checkout.order.progress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** The stages of recent checkouts, as the replies tell them. It is a memory aid: how a checkout ended is in the database. */
@Component
class ProgressCache {
    private static final int CHECKOUTS = 20_000;
    private static final Duration MEMORY = Duration.ofMinutes(15);

    private final Cache<UUID, ConcurrentSkipListSet<ProgressEvent>> steps = Caffeine.newBuilder()
            .maximumSize(CHECKOUTS)
            .expireAfterWrite(MEMORY)
            .build();
    private volatile Consumer<UUID> listener = checkout -> {};

    void reached(UUID checkout, ProgressEvent step) {
        steps.get(checkout, id -> new ConcurrentSkipListSet<>(Comparator.comparing(ProgressEvent::stage)))
                .add(step);
        listener.accept(checkout);
    }

    List<ProgressEvent> of(UUID checkout) {
        var known = steps.getIfPresent(checkout);
        return known == null ? List.of() : List.copyOf(known);
    }

    void onProgress(Consumer<UUID> listener) {
        this.listener = listener;
    }
}
