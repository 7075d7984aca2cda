package checkout.lab.stack.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: two commands start or stop the same stack at once. */
class StackLockTest {

    @TempDir
    private Path clone;

    @Test
    void theSecondWaitsAndReportsIt() throws InterruptedException {
        StateDirectory state = new StateDirectory(clone);
        state.create();
        StackLock lock = new StackLock(state, Duration.ofMillis(250));
        AtomicInteger waited = new AtomicInteger();

        String outcome = lock.runExclusively(waited::incrementAndGet, () -> {
            assertThatThrownBy(() -> lock.runExclusively(waited::incrementAndGet, () -> "never"))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("Another ./checkout up or down");
            return "first";
        });

        assertThat(outcome).isEqualTo("first");
        assertThat(waited).as("only the second waited, and reported it once").hasValue(1);
        assertThat(lock.runExclusively(waited::incrementAndGet, () -> "free again"))
                .isEqualTo("free again");
    }
}
