package checkout.messaging.consumer;

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
 * Lets a busy consumer take with one poll everything that came while it was at work.
 *
 * <p>When the client hands out records it asks for the next ones at once, and is answered as soon as there is a single
 * one. So what a busy consumer finds waiting is what came first, and all that came after has to wait for another turn.
 * Here it asks a second time and takes both as one. A consumer that waited for its records has missed none.
 */
final class SecondPoll implements ConsumerPostProcessor<byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(SecondPoll.class);

    /** Records that are there sooner than this were there before they were asked for. */
    private static final long AT_ONCE_NANOS = 500_000;

    private final Duration patience;
    private final LongSupplier nanoTime;

    /** @param patience how long the answer to the second question is waited for */
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
                (proxy, method, arguments) ->
                        isPoll(method) ? poll(consumer, (Duration) arguments[0]) : pass(consumer, method, arguments));
    }

    private static boolean isPoll(Method method) {
        return method.getName().equals("poll") && method.getParameterTypes()[0] == Duration.class;
    }

    private static Object pass(Consumer<byte[], byte[]> consumer, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(consumer, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer, Duration timeout) {
        long asked = nanoTime.getAsLong();
        ConsumerRecords<byte[], byte[]> first = consumer.poll(timeout);
        if (first.isEmpty() || nanoTime.getAsLong() - asked > AT_ONCE_NANOS) {
            return first;
        }
        ConsumerRecords<byte[], byte[]> second = pollAgain(consumer);
        return together(first, second, consumer.assignment());
    }

    /** The client has handed out records already: whatever is wrong now, they must not be lost for it. */
    private ConsumerRecords<byte[], byte[]> pollAgain(Consumer<byte[], byte[]> consumer) {
        try {
            return consumer.poll(patience);
        } catch (WakeupException wanted) {
            consumer.wakeup();
        } catch (RuntimeException failure) {
            // what lasts, such as a lost authorization, is met again by the next poll; what does not is told here alone
            log.warn("What came meanwhile is left to the next poll", failure);
        }
        return ConsumerRecords.empty();
    }

    private static ConsumerRecords<byte[], byte[]> together(
            ConsumerRecords<byte[], byte[]> first, ConsumerRecords<byte[], byte[]> second, Set<TopicPartition> mine) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (ConsumerRecords<byte[], byte[]> each : List.of(first, second)) {
            for (TopicPartition partition : each.partitions()) {
                // what was taken away meanwhile is another consumer's now
                if (mine.contains(partition)) {
                    records.computeIfAbsent(partition, p -> new ArrayList<>()).addAll(each.records(partition));
                }
            }
            next.putAll(each.nextOffsets());
        }
        next.keySet().retainAll(mine);
        return new ConsumerRecords<>(records, next);
    }
}
