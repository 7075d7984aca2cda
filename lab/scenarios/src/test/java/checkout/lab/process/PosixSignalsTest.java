package checkout.lab.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Red here: a process that was stopped counts as one that went on, or the other way round. */
class PosixSignalsTest {

    private static final String TASK = "while :; do :; done";

    @Test
    void waitsUntilABusyProcessStandsStill() throws IOException {
        Process busy = new ProcessBuilder("sh", "-c", TASK).start();
        try {
            PosixSignals.send("STOP", List.of(busy.pid()));

            assertThat(PosixSignals.awaitStopped(busy.pid())).isTrue();
        } finally {
            busy.destroyForcibly();
        }
    }

    @Test
    void aProcessThatHasEndedDoesNotStop() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertThat(PosixSignals.awaitStopped(ended.pid())).isFalse();
    }
}
