package checkout.order.orders;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a storefront that cancels waits to hear whether it came in time.
 *
 * @param patience how long it waits at most; it is then told that its wish is being worked on
 * @param lookEvery how often the database is looked at while somebody waits
 * @param most how many checkouts are waited for at once; of more it is told at once that it is being worked on
 */
@ConfigurationProperties("checkout.cancel")
record CancellationSettings(
        @DefaultValue("2s") Duration patience,
        @DefaultValue("50ms") Duration lookEvery,
        @DefaultValue("1000") int most) {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    CancellationSettings {
        if (patience.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "checkout.cancel.patience is %s; a request is not held that long, set at most %s"
                            .formatted(patience, LONGEST));
        }
    }
}
