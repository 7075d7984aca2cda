package checkout.relay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Red here: a second engine is started although a thread of the first can still send. */
class EngineThreadsTest {

    private final EngineThreads threads = new EngineThreads("test");
    private final CountDownLatch running = new CountDownLatch(1);
    private volatile boolean stop;

    @AfterEach
    void stopThreads() {
        stop = true;
    }

    @Test
    void aThreadThatSendsAndIgnoresInterruptsKeepsTheEngineFromEnding() throws Exception {
        // as the engine does it: its thread starts another one, which sends, and ends before it
        threads.start(() -> new Thread(() -> {
                    EngineThreads.currentSends();
                    runUntilStopped();
                })
                .start());
        running.await();

        assertThatThrownBy(() -> threads.awaitEnd(Duration.ofMillis(200)))
                .isInstanceOf(EngineNotEndedException.class)
                .hasMessageContaining("runUntilStopped");

        stop = true;
        threads.awaitEnd(Duration.ofSeconds(10));
    }

    @Test
    void aThreadThatWaitsIsInterrupted() throws Exception {
        threads.start(() -> {
            running.countDown();
            LockSupport.park();
        });
        running.await();
        threads.awaitEnd(Duration.ofSeconds(10));
    }

    @Test
    void aThreadThatCannotSendDoesNotKeepTheEngineFromEnding() throws Exception {
        threads.start(() -> new Thread(this::runUntilStopped).start());
        running.await();
        threads.awaitEnd(Duration.ofMillis(200));
        assertThat(stop).isFalse();
    }

    private void runUntilStopped() {
        running.countDown();
        while (!stop) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
