package checkout.lab.scenario.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Red here: two faults start and kill the same part at the same time. */
class PartLocksTest {

    private final PartLocks locks = new PartLocks();
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @Test
    void theSecondWaitsForTheFirst() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            try {
                begun.await();
                locks.exclusively("kafka", () -> order.add("second"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        other.start();
        locks.exclusively("kafka", () -> {
            begun.countDown();
            locks.exclusively("postgres", () -> order.add("another part"));
            while (other.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            order.add("first");
        });
        other.join();
        assertThat(order).containsExactly("another part", "first", "second");
    }

    @Test
    void whatIsNotUrgentIsLeftOutMeanwhile() throws InterruptedException {
        locks.exclusively("kafka", () -> {
            Thread other = new Thread(() -> {
                try {
                    locks.ifFree("kafka", () -> order.add("restarted"));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            other.start();
            other.join();
        });
        assertThat(order).isEmpty();
        locks.ifFree("kafka", () -> order.add("restarted"));
        assertThat(order).containsExactly("restarted");
    }

    @Test
    void aFailureReleasesTheLock() throws InterruptedException {
        assertThatThrownBy(() -> locks.exclusively("kafka", () -> {
                    throw new IllegalStateException("failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        locks.exclusively("kafka", () -> order.add("next"));
        assertThat(order).containsExactly("next");
    }
}
