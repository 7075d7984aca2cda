package checkout.order.webhook.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long deliveries are kept.
 *
 * @param keep after the event; also how long those for a suspended endpoint wait for it
 */
@ConfigurationProperties("checkout.webhooks.deliveries")
record DeliverySettings(@DefaultValue("30d") Duration keep) {
    private static final Duration MIN = Duration.ofDays(2);

    DeliverySettings {
        if (keep.compareTo(MIN) < 0) {
            throw new IllegalArgumentException(
                    "checkout.webhooks.deliveries.keep is %s; set at least 2d, because failed ones are retried for a day"
                            .formatted(keep));
        }
    }
}
