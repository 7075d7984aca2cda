package checkout.messaging.position;

import checkout.messaging.status.ConsumerStatus;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Polls, and survives a poll that fails: an authorization that was taken away may come back. It waits and returns nothing,
 * so that the container polls again instead of ending.
 */
final class GuardedPoll {
    private static final String POLL = "poll";

    private final Consumer<byte[], byte[]> kafka;
    private final AssignedPartitions assigned;
    private final ConsumerStatus status;
    private final Duration firstRetry;
    private final Duration lastRetry;
    private final Semaphore wakeups = new Semaphore(0);
    private Duration retry;

    GuardedPoll(
            Consumer<byte[], byte[]> kafka,
            AssignedPartitions assigned,
            ConsumerStatus status,
            Duration firstRetry,
            Duration lastRetry) {
        this.kafka = kafka;
        this.assigned = assigned;
        this.status = status;
        this.firstRetry = firstRetry;
        this.lastRetry = lastRetry;
        this.retry = firstRetry;
    }

    ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
            assigned.followPositions();
            assigned.findStartingPoints();
            ConsumerRecords<byte[], byte[]> records = kafka.poll(timeout);
            retry = firstRetry;
            status.works(problem());
            return records;
        } catch (WakeupException | InterruptException | FencedInstanceIdException ends) {
            throw ends;
        } catch (InvalidOffsetException outOfRange) {
            assigned.outOfRange(outOfRange.partitions());
        } catch (RuntimeException failure) {
            status.fails(problem(), failure, failure instanceof RetriableException);
            await();
        }
        return ConsumerRecords.empty();
    }

    /** Each consumer has a thread, and so each has a problem of its own. */
    private static String problem() {
        return "%s on %s".formatted(POLL, Thread.currentThread().getName());
    }

    /** Ends a wait too; the container wakes the consumer up when it stops. */
    void wakeup() {
        wakeups.release();
        kafka.wakeup();
    }

    private void await() {
        try {
            boolean woken = wakeups.tryAcquire(retry.toNanos(), TimeUnit.NANOSECONDS);
            retry = retry.multipliedBy(2).compareTo(lastRetry) < 0 ? retry.multipliedBy(2) : lastRetry;
            if (woken) {
                wakeups.drainPermits();
            }
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
