package checkout.order.placement;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * How concurrent requests share a commit, and how long their idempotency keys are kept.
 *
 * @param writers how many transactions run at once; while one commits, the requests for the next one gather, so more
 *     writers mean smaller transactions
 * @param maxBatch the maximum number of checkouts in a transaction
 * @param maxWaiting how many requests may wait; more are answered with 503
 * @param timeout how long a request waits for its commit
 * @param keyRetention how long a request with the same key is recognized
 */
@ConfigurationProperties("checkout.intake")
record CheckoutWriterSettings(
        @DefaultValue("1") int writers,
        @Name("most") @DefaultValue("200") int maxBatch,
        @Name("waiting") @DefaultValue("5000") int maxWaiting,
        @Name("patience") @DefaultValue("10s") Duration timeout,
        @Name("keep-keys") @DefaultValue("48h") Duration keyRetention) {

    private static final Duration MIN_KEY_RETENTION = Duration.ofMinutes(1);

    CheckoutWriterSettings {
        if (keyRetention.compareTo(MIN_KEY_RETENTION) < 0) {
            throw new IllegalArgumentException(
                    "checkout.intake.keep-keys is %s; set at least %s, so that storefronts can repeat a request"
                            .formatted(keyRetention, MIN_KEY_RETENTION));
        }
    }
}
