package checkout.messaging.retention;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long messages are kept.
 *
 * @param keep the redelivery horizon: longer than Kafka keeps a topic and than a replay may reach back. The inbox knows
 *     every message that is younger; one that is older is not taken but buried
 * @param width of a partition; a new one counts from the next look on
 * @param ahead how many partitions are made before they are needed
 * @param every how often this is looked after
 */
@ConfigurationProperties("checkout.retention")
public record RetentionSettings(
        @DefaultValue("3d") Duration keep,
        @DefaultValue("6h") Duration width,
        @DefaultValue("4") int ahead,
        @DefaultValue("1m") Duration every) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    public RetentionSettings {
        if (width.compareTo(SECOND) < 0 || !width.equals(width.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException(
                    "checkout.retention.width is %s; it has to be a whole number of seconds, at least one"
                            .formatted(width));
        }
        if (keep.compareTo(width) < 0) {
            throw new IllegalArgumentException(
                    "checkout.retention.keep is %s, less than a partition's width of %s; keep more, or make checkout.retention.width smaller"
                            .formatted(keep, width));
        }
        if (ahead < 1) {
            throw new IllegalArgumentException(
                    "checkout.retention.ahead is %d; at least one partition has to be made before it is needed"
                            .formatted(ahead));
        }
        if (every.compareTo(SECOND) < 0) {
            throw new IllegalArgumentException(
                    "checkout.retention.every is %s; it has to be at least a second".formatted(every));
        }
        if (every.compareTo(width.multipliedBy(ahead)) > 0) {
            throw new IllegalArgumentException(
                    "checkout.retention.every is %s, and in that time the %d partitions of %s made ahead run out; look after them more often, or make more"
                            .formatted(every, ahead, width));
        }
    }
}
