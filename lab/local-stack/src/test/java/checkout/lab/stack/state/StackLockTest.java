package checkout.lab.stack.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two starts in one clone come one after the other. */
class StackLockTest {

    @TempDir
    private Path clone;

    @Test
    void theSecondWaitsAndSaysSo() throws InterruptedException {
        StateDirectory folder = new StateDirectory(clone);
        folder.create();
        StackLock lock = new StackLock(folder, Duration.ofMillis(250));
        AtomicInteger waited = new AtomicInteger();

        String outcome = lock.alone(waited::incrementAndGet, () -> {
            assertThatThrownBy(() -> lock.alone(waited::incrementAndGet, () -> "never"))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("Another ./checkout up or down");
            return "first";
        });

        assertThat(outcome).isEqualTo("first");
        assertThat(waited).as("only the second waited, and said so once").hasValue(1);
        assertThat(lock.alone(waited::incrementAndGet, () -> "free again")).isEqualTo("free again");
    }
}
