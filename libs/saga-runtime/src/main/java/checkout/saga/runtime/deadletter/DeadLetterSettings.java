package checkout.saga.runtime.deadletter;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How dead letters are kept.
 *
 * @param keep how long a letter stays after it was redriven or discarded; an open one stays for ever
 * @param every how often those that may go are looked for
 */
@ConfigurationProperties("checkout.dead-letters")
record DeadLetterSettings(
        @DefaultValue("30d") Duration keep,
        @DefaultValue("1h") Duration every) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    DeadLetterSettings {
        if (keep.isNegative()) {
            throw new IllegalArgumentException(
                    "checkout.dead-letters.keep is %s; it has to be zero or more".formatted(keep));
        }
        if (every.compareTo(SECOND) < 0) {
            throw new IllegalArgumentException(
                    "checkout.dead-letters.every is %s; it has to be at least a second".formatted(every));
        }
    }
}
