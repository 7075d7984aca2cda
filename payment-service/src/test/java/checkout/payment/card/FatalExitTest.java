package checkout.payment.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Red here: a process whose card threads are dead goes on, and nobody starts a new one. */
class FatalExitTest {

    /** A process in which a card thread dies, and which would wait for ever otherwise. */
    static final class DyingProcess {
        private DyingProcess() {}

        public static void main(String[] args) throws InterruptedException {
            CardCallWorker.thread("card-answers", DyingProcess::overflow, new FatalExit())
                    .start();
            new CountDownLatch(1).await();
        }

        private static void overflow() {
            throw new StackOverflowError("too deep");
        }
    }

    @Test
    void theDeathOfACardThreadEndsTheProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingProcess.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isEqualTo(1);
        assertThat(output).contains("card-answers died; the process exits", "too deep");
    }
}
