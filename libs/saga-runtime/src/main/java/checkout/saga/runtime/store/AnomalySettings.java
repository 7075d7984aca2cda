package checkout.saga.runtime.store;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The retention of anomalies.
 *
 * @param keep how long the anomalies of a saga that has ended are kept
 * @param every how often expired ones are deleted
 */
@ConfigurationProperties("checkout.anomalies")
record AnomalySettings(
        @DefaultValue("90d") Duration keep,
        @DefaultValue("1h") Duration every) {
    AnomalySettings {
        if (keep.isNegative()) {
            throw new IllegalArgumentException(
                    "checkout.anomalies.keep is %s; it must be zero or more".formatted(keep));
        }
        if (every.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "checkout.anomalies.every is %s; it must be at least one second".formatted(every));
        }
    }
}
