package checkout.saga.runtime.store;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The retention of sagas.
 *
 * @param keep how long a saga is kept after it has ended; zero keeps all for ever
 * @param retentionEvery how often expired sagas are deleted
 */
@ConfigurationProperties("checkout.saga")
public record SagaRetentionSettings(
        @DefaultValue("365d") Duration keep,
        @DefaultValue("10m") Duration retentionEvery) {
    private static final Duration SECOND = Duration.ofSeconds(1);

    public SagaRetentionSettings {
        if (keep.isNegative()) {
            throw new IllegalArgumentException(
                    "checkout.saga.keep is %s; it must be positive, or 0 to keep sagas for ever".formatted(keep));
        }
        if (retentionEvery.compareTo(SECOND) < 0) {
            throw new IllegalArgumentException(
                    "checkout.saga.retention-every is %s; it must be at least one second".formatted(retentionEvery));
        }
    }

    public boolean keepsForEver() {
        return keep.isZero();
    }

    /** A message that arrives again is recognized by the inbox only, once its saga is deleted. */
    void requireLongerThan(Duration inbox) {
        if (!keepsForEver() && keep.compareTo(inbox) <= 0) {
            throw new IllegalArgumentException(
                    "checkout.saga.keep is %s, but a message may arrive again for %s (checkout.retention.keep), and could start a saga that has ended; keep sagas for longer than that, or set 0 to keep them for ever"
                            .formatted(keep, inbox));
        }
    }
}
