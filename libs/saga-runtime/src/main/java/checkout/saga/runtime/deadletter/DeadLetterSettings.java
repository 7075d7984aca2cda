package checkout.saga.runtime.deadletter;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The retention of dead letters.
 *
 * @param keep how long a dead letter is kept after it was redriven or discarded; open ones are kept for ever
 * @param every how often expired dead letters are deleted
 */
@ConfigurationProperties("checkout.dead-letters")
record DeadLetterSettings(
        @DefaultValue("30d") Duration keep,
        @DefaultValue("1h") Duration every) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    DeadLetterSettings {
        if (keep.isNegative()) {
            throw new IllegalArgumentException(
                    "checkout.dead-letters.keep is %s; it must be zero or more".formatted(keep));
        }
        if (every.compareTo(SECOND) < 0) {
            throw new IllegalArgumentException(
                    "checkout.dead-letters.every is %s; it must be at least one second".formatted(every));
        }
    }
}
