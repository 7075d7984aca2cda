package checkout.messaging.container;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service consumes its messages.
 *
 * @param concurrency consumers per subscription; each partition has one consumer
 * @param maxPoll the maximum number of records in a transaction
 * @param catchUp how long a busy consumer waits for the records that arrived while it was working; zero for no wait, which
 *     gives it only the first of them
 * @param commitEvery how often a busy consumer commits its offsets; what is uncommitted at a crash is redelivered
 * @param sessionTimeout the time after which the partitions of a killed consumer are reassigned
 * @param firstRetry the wait before a poll with a transient fault is retried; doubles up to {@code lastRetry}
 * @param lastRetry the longest wait before a retry
 * @param stalledAfter how long a consumer may wait for the database, or for partitions, until its health says so
 * @param keepBodies whether the inbox stores the bodies, as a journal
 */
@ConfigurationProperties("checkout.consumer")
public record ConsumerSettings(
        @DefaultValue("1") int concurrency,
        @DefaultValue("500") int maxPoll,
        @DefaultValue("1ms") Duration catchUp,
        @DefaultValue("1s") Duration commitEvery,
        @DefaultValue("10s") Duration sessionTimeout,
        @DefaultValue("100ms") Duration firstRetry,
        @DefaultValue("5s") Duration lastRetry,
        @DefaultValue("15s") Duration stalledAfter,
        @DefaultValue("false") boolean keepBodies) {

    public ConsumerSettings {
        if (catchUp.isNegative()) {
            throw new IllegalArgumentException(
                    "checkout.consumer.catch-up is %s; it must be zero or more".formatted(catchUp));
        }
        if (!stalledAfter.isPositive()) {
            throw new IllegalArgumentException(
                    "checkout.consumer.stalled-after is %s; it must be longer than zero".formatted(stalledAfter));
        }
        if (maxPoll < 1) {
            throw new IllegalArgumentException(
                    "checkout.consumer.max-poll is %d; it must be at least 1".formatted(maxPoll));
        }
    }

    /** Whether a busy consumer polls twice. */
    boolean catchesUp() {
        return !catchUp.isZero() && maxPoll > 1;
    }

    /** The maximum number of records in one poll of the client. */
    int maxClientPoll() {
        return catchesUp() ? maxPoll / 2 : maxPoll;
    }
}
