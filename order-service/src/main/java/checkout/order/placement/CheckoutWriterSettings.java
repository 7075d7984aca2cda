package checkout.order.placement;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How concurrent requests share a commit, and how long they are remembered.
 *
 * @param writers how many transactions are under way at once; while one commits, the requests for the next gather, so
 *     more of them means smaller ones
 * @param most the most checkouts of one transaction
 * @param waiting how many requests may wait before more are asked to come back later
 * @param patience how long a request waits for its commit
 * @param keepKeys how long a request with the same key is recognized
 */
@ConfigurationProperties("checkout.intake")
record CheckoutWriterSettings(
        @DefaultValue("1") int writers,
        @DefaultValue("200") int most,
        @DefaultValue("5000") int waiting,
        @DefaultValue("10s") Duration patience,
        @DefaultValue("48h") Duration keepKeys) {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    CheckoutWriterSettings {
        if (keepKeys.compareTo(MINUTE) < 0) {
            throw new IllegalArgumentException(
                    "checkout.intake.keep-keys is %s; a storefront needs at least a minute to ask again under its key"
                            .formatted(keepKeys));
        }
    }
}
