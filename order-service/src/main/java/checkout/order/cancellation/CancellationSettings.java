package checkout.order.cancellation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * How long a request to cancel waits for the decision.
 *
 * @param timeout after which the request is answered without a decision
 * @param pollInterval how often the database is queried while requests wait
 * @param maxWaiting how many checkouts may be waited for at once; requests for more are answered without a decision
 */
@ConfigurationProperties("checkout.cancel")
record CancellationSettings(
        @Name("patience") @DefaultValue("2s") Duration timeout,
        @Name("look-every") @DefaultValue("50ms") Duration pollInterval,
        @Name("most") @DefaultValue("1000") int maxWaiting) {
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(20);

    CancellationSettings {
        if (timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "checkout.cancel.patience is %s; set at most %s, because a request is not held longer"
                            .formatted(timeout, MAX_TIMEOUT));
        }
    }
}
