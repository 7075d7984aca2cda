package checkout.relay.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, before the first row is sent to a topic, whether the topic exists.
 *
 * <p>The producer itself cannot tell a topic that does not exist from a Kafka that does not answer: it waits for either
 * until its timeout, and all other rows wait with it. Not thread-safe.
 */
public final class TopicCheck {

    private static final Logger log = LoggerFactory.getLogger(TopicCheck.class);
    private static final Duration MISSING_FOR = Duration.ofSeconds(30);

    private final Producer<byte[], byte[]> producer;
    private final Predicate<String> isMissing;
    private final Duration patience;
    private final Set<String> existing = new HashSet<>();
    private final Map<String, Refused> refused = new HashMap<>();

    /**
     * Creates a check that knows no topic.
     *
     * @param isMissing asks Kafka whether it is sure that the topic does not exist; false also if it does not answer
     * @param patience how long Kafka may be silent
     */
    public TopicCheck(Producer<byte[], byte[]> producer, Predicate<String> isMissing, Duration patience) {
        this.producer = producer;
        this.isMissing = isMissing;
        this.patience = patience;
    }

    /**
     * Waits until the producer knows the partitions of a topic.
     *
     * @throws UnknownTopicOrPartitionException if the topic does not exist
     * @throws InvalidTopicException if there cannot be a topic of this name
     * @throws TimeoutException if Kafka does not answer
     */
    public void require(String topic) {
        if (existing.contains(topic)) {
            return;
        }
        Refused before = refused.get(topic);
        if (before != null && before.isRecent()) {
            throw before.why;
        }
        // asking takes a moment; waiting for the producer again would keep the other rows waiting for seconds
        if (before != null && isMissing.test(topic)) {
            refused.put(topic, before.again());
            throw before.why;
        }
        try {
            awaitPartitions(topic);
            existing.add(topic);
            refused.remove(topic);
        } catch (UnknownTopicOrPartitionException | InvalidTopicException why) {
            refused.put(topic, new Refused(why, System.nanoTime()));
            throw why;
        }
    }

    /** Makes the next {@link #require} look again. */
    public void forget(String topic) {
        existing.remove(topic);
    }

    private void awaitPartitions(String topic) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean reported = false;
        while (true) {
            try {
                producer.partitionsFor(topic);
                if (reported) {
                    log.info("Kafka answers again");
                }
                return;
            } catch (TimeoutException silent) {
                if (isMissing.test(topic)) {
                    throw new UnknownTopicOrPartitionException("topic %s does not exist".formatted(topic));
                }
                if (System.nanoTime() - deadline > 0) {
                    throw silent;
                }
                if (!reported) {
                    log.warn("Kafka does not answer; the rows for topic {} and all after them wait", topic);
                    reported = true;
                }
            }
        }
    }

    private record Refused(RuntimeException why, long atNanos) {
        boolean isRecent() {
            return System.nanoTime() - atNanos < MISSING_FOR.toNanos();
        }

        Refused again() {
            return new Refused(why, System.nanoTime());
        }
    }
}
