package checkout.payment.expiry;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the ends of holds are looked for. How long a payment is held is said by the command that authorizes it.
 *
 * @param every how often an instance looks
 * @param maxBatch how many payments are released in one transaction
 */
@ConfigurationProperties("checkout.payment.expiry")
record HoldExpirySettings(
        @DefaultValue("10s") Duration every,
        @DefaultValue("100") int maxBatch) {
    HoldExpirySettings {
        if (!every.isPositive()) {
            throw new IllegalArgumentException(
                    "checkout.payment.expiry.every is %s; it must be positive".formatted(every));
        }
        if (maxBatch < 1) {
            throw new IllegalArgumentException(
                    "checkout.payment.expiry.max-batch is %d; set at least 1".formatted(maxBatch));
        }
    }
}
