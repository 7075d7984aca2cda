package checkout.saga.runtime.drive;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.runtime.InstanceName;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.store.RunningInstances;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Red here: no deadline is met, an instance that has stopped counts as running, or one that sweeps for long as stopped. */
@Timeout(30)
class SweeperThreadTest {
    private final SagaTypes types = new SagaTypes(List.of(OrderSagas.ORDERS));
    private final CountDownLatch announced = new CountDownLatch(1);
    private final RunningInstances instances = RunningInstances.noticed(announced::countDown);
    private final CountDownLatch swept = new CountDownLatch(2);
    private final SweeperThread thread = new SweeperThread(
            new DeadlineSweeper(null, null, null, null, null, null, null, null, null) {
                @Override
                void sweepAll() {
                    swept.countDown();
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
    void isNamedAsLongAsItRuns() throws Exception {
        thread.start();
        swept.await();
        announced.await();
        thread.stop();

        assertThat(thread.isRunning()).isFalse();
        assertThat(instances.calls()).containsExactly("node-7 has [Version[type=order, version=1]]", "node-7 is gone");
    }

    @Test
    void saysThatItRunsWhileASweepDoesNotEnd() throws Exception {
        CountDownLatch sweeping = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch again = new CountDownLatch(3);
        SweeperThread busy = new SweeperThread(
                new DeadlineSweeper(null, null, null, null, null, null, null, null, null) {
                    @Override
                    void sweepAll() {
                        sweeping.countDown();
                        try {
                            end.await();
                        } catch (InterruptedException stopped) {
                            Thread.currentThread().interrupt();
                        }
                    }
                },
                RunningInstances.noticed(() -> {
                    if (sweeping.getCount() == 0) {
                        again.countDown();
                    }
                }),
                types,
                new InstanceName("node-7"),
                new SweeperSettings(Duration.ofMillis(1), 1, Duration.ofMinutes(1)),
                Duration.ofMillis(1));
        busy.start();
        try {
            assertThat(again.await(10, SECONDS)).isTrue();
        } finally {
            end.countDown();
            busy.stop();
        }
    }

    @Test
    void isStoppedOnce() {
        thread.stop();
        assertThat(thread.isRunning()).isFalse();
        assertThat(instances.calls()).isEmpty();
    }
}
