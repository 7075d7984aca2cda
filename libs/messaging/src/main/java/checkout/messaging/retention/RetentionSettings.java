package checkout.messaging.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long messages are kept.
 *
 * @param keep the redelivery horizon: longer than Kafka keeps a topic and than a replay may reach back. The inbox knows
 *     every message that is younger; one that is older is not taken but buried
 * @param width of a partition
 * @param ahead how many partitions are made before they are needed
 * @param every how often this is looked after
 */
@ConfigurationProperties("checkout.retention")
public record RetentionSettings(
        @DefaultValue("3d") Duration keep,
        @DefaultValue("6h") Duration width,
        @DefaultValue("4") int ahead,
        @DefaultValue("1m") Duration every) {}
