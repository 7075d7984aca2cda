package checkout.payment.expiry;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the ends of holds are looked for, every {@code checkout.payment.expiry.every} (10 s). How long a payment is held is
 * said by the command that authorizes it.
 *
 * @param maxBatch how many payments are released in one transaction
 */
@ConfigurationProperties("checkout.payment.expiry")
record HoldExpirySettings(@DefaultValue("100") int maxBatch) {
    HoldExpirySettings {
        if (maxBatch < 1) {
            throw new IllegalArgumentException(
                    "checkout.payment.expiry.max-batch is %d; set at least 1".formatted(maxBatch));
        }
    }
}
