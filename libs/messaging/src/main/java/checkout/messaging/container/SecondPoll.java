package checkout.messaging.container;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerPostProcessor;

/**
 * Gives a busy consumer with one poll everything that arrived while it was working.
 *
 * <p>When the client returns records, it requests the next ones at once, and the broker answers as soon as there is one.
 * A busy consumer therefore finds only what arrived first, and everything after it waits for the next poll. This polls a
 * second time and returns both results as one. A consumer that had to wait for its records has missed none.
 */
final class SecondPoll implements ConsumerPostProcessor<byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(SecondPoll.class);

    /** Records that are returned faster than this had arrived before the poll. */
    private static final long AT_ONCE_NANOS = 500_000;

    private final Duration patience;
    private final LongSupplier nanoTime;

    /** @param patience the timeout of the second poll */
    SecondPoll(Duration patience) {
        this(patience, System::nanoTime);
    }

    SecondPoll(Duration patience, LongSupplier nanoTime) {
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Consumer<byte[], byte[]> apply(Consumer<byte[], byte[]> consumer) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                SecondPoll.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                (proxy, method, arguments) -> isPoll(method)
                        ? poll(consumer, (Duration) arguments[0])
                        : delegate(consumer, method, arguments));
    }

    private static boolean isPoll(Method method) {
        return method.getName().equals("poll") && method.getParameterTypes()[0] == Duration.class;
    }

    private static Object delegate(Consumer<byte[], byte[]> consumer, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(consumer, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer, Duration timeout) {
        long started = nanoTime.getAsLong();
        ConsumerRecords<byte[], byte[]> first = consumer.poll(timeout);
        if (first.isEmpty() || nanoTime.getAsLong() - started > AT_ONCE_NANOS) {
            return first;
        }
        ConsumerRecords<byte[], byte[]> second = pollAgain(consumer);
        return merge(first, second, consumer.assignment());
    }

    /** The first poll has returned records, which must not be lost whatever happens to the second. */
    private ConsumerRecords<byte[], byte[]> pollAgain(Consumer<byte[], byte[]> consumer) {
        try {
            return consumer.poll(patience);
        } catch (WakeupException requested) {
            consumer.wakeup();
        } catch (RuntimeException failure) {
            // a lasting fault, such as a lost authorization, fails the next poll too; any other is only logged here
            log.warn("The second poll failed; its records are left to the next poll", failure);
        }
        return ConsumerRecords.empty();
    }

    private static ConsumerRecords<byte[], byte[]> merge(
            ConsumerRecords<byte[], byte[]> first,
            ConsumerRecords<byte[], byte[]> second,
            Set<TopicPartition> assigned) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (ConsumerRecords<byte[], byte[]> each : List.of(first, second)) {
            for (TopicPartition partition : each.partitions()) {
                // a partition that was revoked in between belongs to another consumer now
                if (assigned.contains(partition)) {
                    records.computeIfAbsent(partition, p -> new ArrayList<>()).addAll(each.records(partition));
                }
            }
            next.putAll(each.nextOffsets());
        }
        next.keySet().retainAll(assigned);
        return new ConsumerRecords<>(records, next);
    }
}
