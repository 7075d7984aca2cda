package checkout.messaging.consumer;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service takes its messages.
 *
 * @param concurrency consumers per subscription; a partition is one consumer's
 * @param maxPoll the most records of one transaction
 * @param catchUp how long a busy consumer waits for what came while it was at work; zero has it take only the first of that
 * @param commitEvery how often a busy consumer's offsets are committed; what a crash leaves uncommitted comes again
 * @param sessionTimeout after which a killed consumer's partitions go to another
 * @param firstRetry wait before a poll that met a passing fault is taken again; doubles up to {@code lastRetry}
 * @param lastRetry the longest such wait
 * @param keepBodies whether the inbox keeps what it received, as a journal
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
        @DefaultValue("false") boolean keepBodies) {

    public ConsumerSettings {
        if (catchUp.isNegative()) {
            throw new IllegalArgumentException(
                    "checkout.consumer.catch-up is %s; it has to be zero or more".formatted(catchUp));
        }
        if (maxPoll < 1) {
            throw new IllegalArgumentException(
                    "checkout.consumer.max-poll is %d; it has to be at least 1".formatted(maxPoll));
        }
    }

    /** Whether two polls may become one. */
    boolean catchesUp() {
        return !catchUp.isZero() && maxPoll > 1;
    }

    /** The most records of one poll of the client. */
    int mostOfAPoll() {
        return catchesUp() ? maxPoll / 2 : maxPoll;
    }
}
