package checkout.saga.runtime.drive;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How due timers are fired.
 *
 * @param every how often an instance looks for due sagas
 * @param most the number of sagas in one transaction
 * @param retryParked how often a saga that cannot be read or decided is tried again
 */
@ConfigurationProperties("checkout.sweeper")
record SweeperSettings(
        @DefaultValue("500ms") Duration every,
        @DefaultValue("200") int most,
        @DefaultValue("1m") Duration retryParked) {
    private static final Duration SECOND = Duration.ofSeconds(1);

    SweeperSettings {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException(
                    "checkout.sweeper.every is %s; it must be longer than zero".formatted(every));
        }
        if (most < 1) {
            throw new IllegalArgumentException("checkout.sweeper.most is %d; it must be at least 1".formatted(most));
        }
        if (retryParked.compareTo(SECOND) < 0) {
            throw new IllegalArgumentException(
                    "checkout.sweeper.retry-parked is %s; it must be at least one second".formatted(retryParked));
        }
    }
}
