package checkout.messaging.position;

import checkout.messaging.status.ConsumerStatus;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerPostProcessor;

/** Lets the consumers of a subscription begin where their group is, and keeps them alive when a poll fails. */
public final class GuardedConsumers implements ConsumerPostProcessor<byte[], byte[]> {
    private final ConsumerPositions positions;
    private final TopicIds topicIds;
    private final ConsumerStatus status;
    private final Duration firstRetry;
    private final Duration lastRetry;

    /**
     * @param firstRetry the wait after a poll that failed; doubles up to {@code lastRetry}
     * @param lastRetry the longest wait
     */
    public GuardedConsumers(
            ConsumerPositions positions,
            TopicIds topicIds,
            ConsumerStatus status,
            Duration firstRetry,
            Duration lastRetry) {
        this.positions = positions;
        this.topicIds = topicIds;
        this.status = status;
        this.firstRetry = firstRetry;
        this.lastRetry = lastRetry;
    }

    @Override
    public Consumer<byte[], byte[]> apply(Consumer<byte[], byte[]> kafka) {
        var assigned = new AssignedPartitions(kafka, positions, topicIds, status);
        var guarded = new GuardedPoll(kafka, assigned, status, firstRetry, lastRetry);
        return proxy((proxy, method, arguments) -> switch (Intercepted.of(method)) {
            case POLL -> guarded.poll((Duration) arguments[0]);
            case SUBSCRIBE -> {
                assigned.topics(topics(arguments[0]));
                kafka.subscribe(topics(arguments[0]), assigned.before((ConsumerRebalanceListener) arguments[1]));
                yield null;
            }
            case PAUSE -> {
                assigned.pause(partitions(arguments[0]));
                yield null;
            }
            case RESUME -> {
                assigned.resume(partitions(arguments[0]));
                yield null;
            }
            case WAKEUP -> {
                guarded.wakeup();
                yield null;
            }
            case CLOSE -> {
                status.closed(assigned);
                yield delegate(kafka, method, arguments);
            }
            case OTHER -> delegate(kafka, method, arguments);
        });
    }

    /** The methods that do more than those of the Kafka client. */
    private enum Intercepted {
        POLL,
        SUBSCRIBE,
        PAUSE,
        RESUME,
        WAKEUP,
        CLOSE,
        OTHER;

        static Intercepted of(Method method) {
            Class<?>[] parameters = method.getParameterTypes();
            return switch (method.getName()) {
                case "poll" -> POLL;
                case "subscribe" -> parameters.length == 2 && parameters[0] == Collection.class ? SUBSCRIBE : OTHER;
                case "pause" -> PAUSE;
                case "resume" -> RESUME;
                case "wakeup" -> WAKEUP;
                case "close" -> CLOSE;
                default -> OTHER;
            };
        }
    }

    @SuppressWarnings("unchecked")
    private static Consumer<byte[], byte[]> proxy(InvocationHandler handler) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                GuardedConsumers.class.getClassLoader(), new Class<?>[] {Consumer.class}, handler);
    }

    @SuppressWarnings("unchecked")
    private static Collection<String> topics(Object argument) {
        return (Collection<String>) argument;
    }

    @SuppressWarnings("unchecked")
    private static Collection<TopicPartition> partitions(Object argument) {
        return (Collection<TopicPartition>) argument;
    }

    private static @Nullable Object delegate(Consumer<byte[], byte[]> kafka, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(kafka, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
