package checkout.messaging.metrics;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How gauges are kept up to date.
 *
 * @param every how often they are read from the database and from Kafka; what could not be read for three times as long is not
 *     shown any more
 */
@ConfigurationProperties("checkout.metrics")
public record MetricsSettings(@DefaultValue("15s") Duration every) {
    private static final int STALE_AFTER = 3;

    public MetricsSettings {
        if (every.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "checkout.metrics.every is %s; it must be at least one second".formatted(every));
        }
    }

    Duration staleAfter() {
        return every.multipliedBy(STALE_AFTER);
    }
}
