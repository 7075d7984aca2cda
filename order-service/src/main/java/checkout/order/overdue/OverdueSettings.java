package checkout.order.overdue;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * When an order or a return counts as overdue, and how often its saga is started again.
 *
 * @param after how long an order may be pending: longer than the deadline of its saga and the undoing that follows it
 * @param returnsAfter the same for a return
 * @param maxBatch how many sagas are started again at once
 * @param maxTries how often the saga of one order or return is started again
 * @param backoff the time between the first two tries; it doubles with every try
 */
@ConfigurationProperties("checkout.overdue")
record OverdueSettings(
        @DefaultValue("10m") Duration after,
        @DefaultValue("20m") Duration returnsAfter,
        @Name("most") @DefaultValue("100") int maxBatch,
        @Name("tries") @DefaultValue("5") int maxTries,
        @DefaultValue("2m") Duration backoff) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    OverdueSettings {
        require(after, "after");
        require(returnsAfter, "returns-after");
        require(backoff, "backoff");
        if (maxBatch < 1) {
            throw new IllegalArgumentException("checkout.overdue.most is %d; set at least 1".formatted(maxBatch));
        }
        if (maxTries < 0) {
            throw new IllegalArgumentException(
                    "checkout.overdue.tries is %d; set 0 to start no saga again, or more".formatted(maxTries));
        }
    }

    Duration after(OverdueKind kind) {
        return switch (kind) {
            case ORDER -> after;
            case RETURN -> returnsAfter;
        };
    }

    private static void require(Duration duration, String name) {
        if (duration.compareTo(SECOND) < 0) {
            throw new IllegalArgumentException(
                    "checkout.overdue.%s is %s; set at least a second".formatted(name, duration));
        }
    }
}
