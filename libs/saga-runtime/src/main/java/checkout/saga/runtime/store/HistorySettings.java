package checkout.saga.runtime.store;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The retention of the history of sagas that had trouble.
 *
 * @param keep how long it is kept after the saga has ended
 * @param retentionEvery how often what has expired is deleted
 */
@ConfigurationProperties("checkout.history")
public record HistorySettings(
        @DefaultValue("90d") Duration keep,
        @DefaultValue("1h") Duration retentionEvery) {
    public HistorySettings {
        if (keep.isNegative() || keep.isZero()) {
            throw new IllegalArgumentException("checkout.history.keep is %s; it must be positive".formatted(keep));
        }
        if (retentionEvery.isNegative() || retentionEvery.isZero()) {
            throw new IllegalArgumentException(
                    "checkout.history.retention-every is %s; it must be positive".formatted(retentionEvery));
        }
    }
}
