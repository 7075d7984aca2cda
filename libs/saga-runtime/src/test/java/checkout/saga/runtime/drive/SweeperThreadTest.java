package checkout.saga.runtime.drive;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.runtime.InstanceName;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.store.RunningInstances;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

/** Red here: after one failure no deadline is met any more, or an instance cannot be stopped. */
@Timeout(30)
class SweeperThreadTest {
    private final SagaTypes types = new SagaTypes(List.of(OrderSagas.ORDERS));
    private final RunningInstances instances = RunningInstances.of();
    private final Deque<Throwable> failures = new ArrayDeque<>();
    private final CountDownLatch swept = new CountDownLatch(4);
    private Runnable sweep = this::failOrSweep;
    private final SweeperThread thread = new SweeperThread(
            new DeadlineSweeper(null, null, null, null, null, null, null, null, null) {
                @Override
                void sweepAll() {
                    sweep.run();
                }
            },
            instances,
            types,
            new InstanceName("node-7"),
            new SweeperSettings(Duration.ofMillis(1), 1, Duration.ofMinutes(1)));

    @AfterEach
    void stop() {
        thread.stop();
    }

    @Test
    void sweepsAgainAfterEveryFailure() throws Exception {
        failures.add(new DataAccessResourceFailureException("down"));
        failures.add(new IllegalStateException("a bug"));
        failures.add(new StackOverflowError());
        thread.start();

        swept.await();
        assertThat(failures).isEmpty();
        assertThat(thread.isRunning()).isTrue();
    }

    @Test
    void isNamedAsLongAsItRuns() throws Exception {
        thread.start();
        swept.await();
        thread.stop();

        assertThat(thread.isRunning()).isFalse();
        assertThat(instances.calls()).containsExactly("node-7 has [Version[type=order, version=1]]", "node-7 is gone");
    }

    @Test
    void isStoppedOnce() {
        thread.stop();
        assertThat(thread.isRunning()).isFalse();
        assertThat(instances.calls()).isEmpty();
    }

    @Test
    void whoeverIsInterruptedWhileItStopsWaitsNoLongerForTheSweep() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        sweep = () -> {
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
        assertThat(instances.calls()).contains("node-7 is gone");
    }

    /** Only the thread that sweeps takes from the failures. */
    private void failOrSweep() {
        Throwable failure = failures.poll();
        switch (failure) {
            case null -> swept.countDown();
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable other -> throw new AssertionError(other);
        }
    }
}
