package checkout.saga.runtime.drive;

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

/** Red here: no deadline is met, or an instance that has stopped counts as running. */
@Timeout(30)
class SweeperThreadTest {
    private final SagaTypes types = new SagaTypes(List.of(OrderSagas.ORDERS));
    private final RunningInstances instances = RunningInstances.of();
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
}
