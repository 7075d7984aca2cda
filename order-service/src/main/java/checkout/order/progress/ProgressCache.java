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

/** The stages that recent checkouts have reached, as read from the replies. How a checkout ended is in the database. */
@Component
class ProgressCache {
    private static final int MAX_CHECKOUTS = 20_000;
    private static final Duration RETENTION = Duration.ofMinutes(15);

    private final Cache<UUID, ConcurrentSkipListSet<ProgressEvent>> events = Caffeine.newBuilder()
            .maximumSize(MAX_CHECKOUTS)
            .expireAfterWrite(RETENTION)
            .build();
    private volatile Consumer<UUID> listener = checkout -> {};

    void add(UUID checkout, ProgressEvent event) {
        events.get(checkout, id -> new ConcurrentSkipListSet<>(Comparator.comparing(ProgressEvent::stage)))
                .add(event);
        listener.accept(checkout);
    }

    /** Reports progress that is not a stage and is read from the database. */
    void changed(UUID checkout) {
        listener.accept(checkout);
    }

    List<ProgressEvent> eventsOf(UUID checkout) {
        var known = events.getIfPresent(checkout);
        return known == null ? List.of() : List.copyOf(known);
    }

    /** @param listener called with the id of each checkout that makes progress */
    void onProgress(Consumer<UUID> listener) {
        this.listener = listener;
    }
}
