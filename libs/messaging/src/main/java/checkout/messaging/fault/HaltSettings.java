package checkout.messaging.fault;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a consumer halts instead of dead-lettering more records.
 *
 * @param after how many keys in a row fail for the same cause, with no success in between, until the consumer halts
 * @param within only failures of this time count
 * @param resumedFor how long an operator's decision to dead-letter the records of a cause holds
 */
@ConfigurationProperties("checkout.consumer.halt")
public record HaltSettings(
        @DefaultValue("5") int after,
        @DefaultValue("1h") Duration within,
        @DefaultValue("1h") Duration resumedFor) {
    public HaltSettings {
        if (after < 1) {
            throw new IllegalArgumentException(
                    "checkout.consumer.halt.after is %d; it must be at least 1".formatted(after));
        }
        if (!within.isPositive() || !resumedFor.isPositive()) {
            throw new IllegalArgumentException(
                    "checkout.consumer.halt.within is %s and .resumed-for is %s; both must be longer than zero"
                            .formatted(within, resumedFor));
        }
    }
}
