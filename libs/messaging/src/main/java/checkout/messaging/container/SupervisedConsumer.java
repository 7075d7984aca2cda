package checkout.messaging.container;

import checkout.messaging.status.ConsumerStatus;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * The consumers of a subscription, started again whenever they have ended: because Kafka could not be reached at the start,
 * because of an error of the virtual machine, or for any other reason.
 */
public final class SupervisedConsumer {
    private static final Logger log = LoggerFactory.getLogger(SupervisedConsumer.class);
    private static final String RUNNING = "running";

    private final ConcurrentMessageListenerContainer<byte[], byte[]> container;
    private final ConsumerStatus status;
    private final Duration firstRetry;
    private final Duration lastRetry;
    private Duration retry;
    private long retryAt = System.nanoTime();
    private boolean startedBefore;

    SupervisedConsumer(
            ConcurrentMessageListenerContainer<byte[], byte[]> container,
            ConsumerStatus status,
            Duration firstRetry,
            Duration lastRetry) {
        this.container = container;
        this.status = status;
        this.firstRetry = firstRetry;
        this.lastRetry = lastRetry;
        this.retry = firstRetry;
    }

    /** Starts what does not run. */
    void supervise() {
        if (runs()) {
            // one that ends again at once does not work
            if (System.nanoTime() - retryAt > lastRetry.toNanos()) {
                retry = firstRetry;
                status.works(RUNNING);
            }
        } else if (System.nanoTime() - retryAt >= 0) {
            retryAt = System.nanoTime() + retry.toNanos();
            retry = retry.multipliedBy(2).compareTo(lastRetry) < 0 ? retry.multipliedBy(2) : lastRetry;
            start();
        }
    }

    private void start() {
        try {
            if (startedBefore) {
                status.clearExcept(RUNNING);
                status.fails(RUNNING, new ConsumerEndedException(container.getBeanName()), false);
                if (container.isRunning()) {
                    // some of its consumers have ended
                    container.stop();
                }
            }
            container.start();
            startedBefore = true;
        } catch (RuntimeException failure) {
            // such as a name of a broker that cannot be resolved
            container.stop();
            status.fails(RUNNING, failure, false);
        }
    }

    /** Whether all its consumers run. */
    public boolean runs() {
        return container.isRunning()
                && container.getContainers().size() == container.getConcurrency()
                && container.getContainers().stream().allMatch(AbstractMessageListenerContainer::isRunning);
    }

    /** Stops it on purpose; it may be started again. */
    void stop() {
        container.stop();
        startedBefore = false;
        retryAt = System.nanoTime();
        status.clear();
        log.debug("The consumer of {} is stopped", status.group());
    }

    public ConsumerStatus status() {
        return status;
    }

    public ConcurrentMessageListenerContainer<byte[], byte[]> container() {
        return container;
    }

    /** Says that consumers ended that should run. */
    private static final class ConsumerEndedException extends RuntimeException {
        ConsumerEndedException(String group) {
            super("The consumer of %s has ended and is started again; the log above says why".formatted(group));
        }
    }
}
