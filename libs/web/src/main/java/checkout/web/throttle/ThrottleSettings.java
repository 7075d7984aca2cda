package checkout.web.throttle;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many wrong passwords are looked at.
 *
 * @param failuresPerUser within the time
 * @param failuresPerAddress the same from one address, whatever the user
 */
@ConfigurationProperties("checkout.sign-in.throttle")
public record ThrottleSettings(
        @DefaultValue("10") int failuresPerUser,
        @DefaultValue("30") int failuresPerAddress,
        @DefaultValue("1m") Duration within) {
    public ThrottleSettings {
        if (failuresPerUser < 1 || failuresPerAddress < 1) {
            throw new IllegalArgumentException(
                    "checkout.sign-in.throttle.failures-per-user and failures-per-address must be at least 1");
        }
        if (within.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "checkout.sign-in.throttle.within is %s; it must be at least one second".formatted(within));
        }
    }
}
