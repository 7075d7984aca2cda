package checkout.inventory.expiry;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How reservations expire. How long one is held is said by the command that reserves.
 *
 * @param every how often an instance looks for reservations that are due
 * @param most how many expire in one transaction
 */
@ConfigurationProperties("checkout.reservation-expiry")
record ReservationExpirySettings(
        @DefaultValue("5s") Duration every,
        @DefaultValue("200") int most) {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final int LARGEST = 1_000;

    ReservationExpirySettings {
        if (every.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "checkout.reservation-expiry.every is %s; set at least 100ms".formatted(every));
        }
        if (most < 1 || most > LARGEST) {
            throw new IllegalArgumentException(
                    "checkout.reservation-expiry.most is %d; set 1 to %d".formatted(most, LARGEST));
        }
    }
}
