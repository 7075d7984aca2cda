package checkout.messaging.container;

import checkout.messaging.position.ConsumerPositions;
import checkout.messaging.position.RecreatedTopics;
import checkout.messaging.retention.TopicRetentionCheck;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the consumers when the service is up, starts those again that end, writes their positions, and stops them after
 * their current polls before the service shuts down.
 */
public final class ConsumerLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ConsumerLifecycle.class);
    private static final long INTERVAL_MILLIS = 500;
    private static final long TOPICS_MILLIS = 2_000;
    private static final long FIRST_CHECK_MILLIS = 10_000;
    private static final long CHECK_MILLIS = 600_000;

    private final List<SupervisedConsumer> consumers;
    private final ConsumerPositions positions;
    private final RecreatedTopics topics;
    private final long writeEveryMillis;
    private final TopicRetentionCheck retention;
    private @Nullable ScheduledExecutorService scheduler;

    /** @param writeEveryMillis how often positions are written */
    public ConsumerLifecycle(
            List<SupervisedConsumer> consumers,
            ConsumerPositions positions,
            RecreatedTopics topics,
            long writeEveryMillis,
            TopicRetentionCheck retention) {
        this.consumers = consumers;
        this.positions = positions;
        this.topics = topics;
        this.writeEveryMillis = writeEveryMillis;
        this.retention = retention;
    }

    @Override
    public synchronized void start() {
        consumers.forEach(SupervisedConsumer::supervise);
        // a thread for each task, because writing may have to wait for the database, and checking for Kafka
        ScheduledExecutorService started = Executors.newScheduledThreadPool(
                4, Thread.ofPlatform().daemon().name("consumers-", 1).factory());
        repeat(started, this::supervise, INTERVAL_MILLIS, INTERVAL_MILLIS);
        repeat(started, this::write, writeEveryMillis, writeEveryMillis);
        repeat(started, this::checkTopics, TOPICS_MILLIS, TOPICS_MILLIS);
        repeat(started, this::checkRetention, FIRST_CHECK_MILLIS, CHECK_MILLIS);
        scheduler = started;
    }

    private static void repeat(ScheduledExecutorService scheduler, Runnable task, long firstMillis, long everyMillis) {
        Future<?> endsWithScheduler =
                scheduler.scheduleWithFixedDelay(task, firstMillis, everyMillis, TimeUnit.MILLISECONDS);
        if (endsWithScheduler.isDone()) {
            throw new IllegalStateException("A task of the consumers was not scheduled");
        }
    }

    /** An exception would end the schedule. */
    private synchronized void supervise() {
        if (scheduler == null) {
            return;
        }
        for (SupervisedConsumer consumer : consumers) {
            try {
                consumer.supervise();
            } catch (RuntimeException bug) {
                log.error(
                        "The consumer of {} could not be supervised; tried again",
                        consumer.status().group(),
                        bug);
            }
        }
    }

    private void write() {
        try {
            positions.write();
        } catch (RuntimeException bug) {
            log.error("The positions of consumers could not be written; tried again", bug);
        }
    }

    private void checkTopics() {
        try {
            topics.check();
        } catch (RuntimeException bug) {
            log.error("Whether topics were created again could not be checked; tried again", bug);
        }
    }

    private void checkRetention() {
        try {
            retention.check();
        } catch (RuntimeException bug) {
            log.error("The retention of topics could not be checked; tried again", bug);
        }
    }

    @Override
    public synchronized void stop() {
        if (scheduler != null) {
            scheduler.shutdown();
            scheduler = null;
        }
        consumers.forEach(SupervisedConsumer::stop);
        positions.write();
        topics.close();
    }

    public List<SupervisedConsumer> consumers() {
        return consumers;
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }
}
