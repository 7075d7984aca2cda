package checkout.messaging.job;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.job.JobThread.Job;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

/** Red here: a job that failed once never runs again, one job delays another, or an instance cannot be stopped. */
@Timeout(30)
class JobThreadTest {
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ran = new CountDownLatch(3);
    private final AtomicInteger stops = new AtomicInteger();
    private Runnable work = this::failOrRun;
    private final JobThread thread =
            new JobThread("a-job", new Job("A job", Duration.ZERO, Duration.ofMillis(1), () -> work.run())) {
                @Override
                protected void afterStop() {
                    stops.incrementAndGet();
                }
            };

    @AfterEach
    void stop() {
        thread.stop();
    }

    @Test
    void aJobThatFailsIsRepeated() throws Exception {
        failures.add(new DataAccessResourceFailureException("down"));
        failures.add(new IllegalStateException("a bug"));
        failures.add(new StackOverflowError());
        thread.start();

        ran.await();
        assertThat(failures).isEmpty();
        assertThat(thread.isRunning()).isTrue();
    }

    @Test
    void isStoppedOnceAndOnlyIfItRuns() throws Exception {
        thread.stop();
        assertThat(stops).hasValue(0);
        thread.start();
        ran.await();
        thread.stop();
        thread.stop();

        assertThat(thread.isRunning()).isFalse();
        assertThat(stops).hasValue(1);
    }

    @Test
    void aTurnUnderWayIsInterruptedWhenWhoeverStopsIsInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        work = () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                interrupted.countDown();
            }
        };
        thread.start();
        begun.await();

        Thread.currentThread().interrupt();
        thread.stop();
        assertThat(Thread.interrupted()).isTrue();
        interrupted.await();
    }

    @Test
    void aJobThatDoesNotEndDelaysNoOther() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        JobThread two = new JobThread(
                "two-jobs",
                new Job("A long job", Duration.ZERO, Duration.ofMillis(1), () -> {
                    begun.countDown();
                    try {
                        end.await();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                }),
                new Job("A short job", Duration.ZERO, Duration.ofMillis(1), () -> {
                    if (begun.getCount() == 0) {
                        ran.countDown();
                    }
                })) {};
        two.start();
        try {
            assertThat(ran.await(10, SECONDS)).isTrue();
        } finally {
            end.countDown();
            two.stop();
        }
    }

    private void failOrRun() {
        switch (failures.poll()) {
            case null -> ran.countDown();
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable other -> throw new AssertionError(other);
        }
    }
}
