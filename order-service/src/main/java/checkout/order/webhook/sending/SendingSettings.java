package checkout.order.webhook.sending;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many attempts an instance makes at once, and how failed ones are repeated.
 *
 * @param maxConcurrent attempts at once to all endpoints
 * @param maxPerEndpoint attempts at once to one endpoint, and one to an endpoint that fails
 * @param maxPerStorefront attempts at once to all endpoints of one storefront
 * @param every how often due deliveries are looked for without a signal
 * @param backoff the pause after the first failed attempt; it doubles with every further one
 * @param maxBackoff the longest pause
 * @param retryFor how long a delivery is attempted, from its first attempt on
 * @param suspendAfter how long all attempts of an endpoint have to fail before it is suspended
 * @param suspendAfterFailures how many attempts have to fail at least
 */
@ConfigurationProperties("checkout.webhooks.sending")
public record SendingSettings(
        @DefaultValue("64") int maxConcurrent,
        @DefaultValue("8") int maxPerEndpoint,
        @DefaultValue("16") int maxPerStorefront,
        @DefaultValue("1s") Duration every,
        @DefaultValue("5s") Duration backoff,
        @DefaultValue("1h") Duration maxBackoff,
        @DefaultValue("1d") Duration retryFor,
        @DefaultValue("6h") Duration suspendAfter,
        @DefaultValue("20") int suspendAfterFailures) {
    public SendingSettings {
        require(maxConcurrent >= 1, "max-concurrent", maxConcurrent, "at least 1");
        require(maxPerEndpoint >= 1, "max-per-endpoint", maxPerEndpoint, "at least 1");
        require(maxPerStorefront >= 1, "max-per-storefront", maxPerStorefront, "at least 1");
        require(isPositive(every), "every", every, "a time such as 1s");
        require(isPositive(backoff), "backoff", backoff, "a time such as 5s");
        require(maxBackoff.compareTo(backoff) >= 0, "max-backoff", maxBackoff, "at least the backoff");
        require(isPositive(retryFor), "retry-for", retryFor, "a time such as 1d");
        require(isPositive(suspendAfter), "suspend-after", suspendAfter, "a time such as 6h");
        require(suspendAfterFailures >= 1, "suspend-after-failures", suspendAfterFailures, "at least 1");
    }

    /** Attempts at once to all endpoints that fail. */
    int maxFailing() {
        return Math.max(1, maxConcurrent / 2);
    }

    private static boolean isPositive(Duration duration) {
        return duration.toMillis() > 0;
    }

    private static void require(boolean holds, String name, Object value, String needed) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "checkout.webhooks.sending.%s is %s; set %s".formatted(name, value, needed));
        }
    }
}
