package checkout.messaging.retention;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long messages are kept: by outbox and inbox, and by Kafka. Kafka may deliver a record for as long as it keeps it, so
 * the inbox must remember it for longer. The replay of a relay reads the outbox and reaches no further back than that.
 *
 * @param keep how long outbox and inbox keep a message. The inbox knows every younger message; an older one goes to the
 *     dead letters
 * @param topics the {@code retention.ms} of the topics
 * @param topicSegments the {@code segment.ms} of the topics; Kafka deletes whole segments, so that it may keep a record
 *     for as long in addition
 * @param margin by how much {@code keep} exceeds both: for clocks that differ, and for the time that a message waits until
 *     it is published
 * @param width the width of a partition; a change takes effect with the next maintenance
 * @param ahead how many partitions are created before they are needed
 * @param every how often partitions are maintained
 */
@ConfigurationProperties("checkout.retention")
public record RetentionSettings(
        @DefaultValue("3d") Duration keep,
        @DefaultValue("2d") Duration topics,
        @DefaultValue("6h") Duration topicSegments,
        @DefaultValue("6h") Duration margin,
        @DefaultValue("6h") Duration width,
        @DefaultValue("4") int ahead,
        @DefaultValue("1m") Duration every) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    public RetentionSettings {
        if (keep.compareTo(topics.plus(topicSegments).plus(margin)) < 0) {
            throw new IllegalArgumentException(
                    ("checkout.retention.keep is %s, but Kafka may deliver a record for checkout.retention.topics, %s, plus"
                                    + " .topic-segments, %s, and .margin is %s; keep at least %s, or Kafka may deliver a record"
                                    + " that the inbox has forgotten")
                            .formatted(
                                    keep,
                                    topics,
                                    topicSegments,
                                    margin,
                                    topics.plus(topicSegments).plus(margin)));
        }
        if (width.compareTo(SECOND) < 0 || !width.equals(width.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException(
                    "checkout.retention.width is %s; it must be a whole number of seconds, at least one"
                            .formatted(width));
        }
        if (keep.compareTo(width) < 0) {
            throw new IllegalArgumentException(
                    "checkout.retention.keep is %s, less than a partition's width of %s; keep more, or make checkout.retention.width smaller"
                            .formatted(keep, width));
        }
        if (ahead < 1) {
            throw new IllegalArgumentException(
                    "checkout.retention.ahead is %d; at least one partition must be created before it is needed"
                            .formatted(ahead));
        }
        if (every.compareTo(SECOND) < 0) {
            throw new IllegalArgumentException(
                    "checkout.retention.every is %s; it must be at least a second".formatted(every));
        }
        if (every.compareTo(width.multipliedBy(ahead)) > 0) {
            throw new IllegalArgumentException(
                    "checkout.retention.every is %s, in which the %d partitions of %s created ahead run out; maintain them more often, or create more"
                            .formatted(every, ahead, width));
        }
    }
}
