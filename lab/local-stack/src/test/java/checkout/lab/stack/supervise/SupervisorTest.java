package checkout.lab.stack.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.stack.part.SmallPart;
import checkout.lab.stack.state.StackLock;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StateDirectory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: a part that ended by itself stays down, or one comes back that somebody has stopped. */
class SupervisorTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private StateDirectory state;
    private SmallPart part;
    private Supervisor supervisor;

    @BeforeEach
    void startAPart() throws Exception {
        state = new StateDirectory(folder, folder.resolve("state"));
        state.create();
        state.recordRun(new StackPorts(0));
        part = new SmallPart(folder, "tea-service", "normal", Set.of());
        part.start();
        await().until(part::isReady);
        supervisor = new Supervisor(state, List.of(part), new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopThePart() throws Exception {
        part.stop(Duration.ofSeconds(10), message -> {});
    }

    @Test
    void startsAPartAgainThatEndedByItselfAndSaysSo() throws Exception {
        kill();

        supervisor.supervise(part);

        await().until(part::isReady);
        assertThat(new PartRestarts(state).of("tea-service"))
                .map(PartRestarts.Restarts::count)
                .contains(1);
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("tea-service ended unexpectedly and is started again");
        supervisor.supervise(part);
        assertThat(new PartRestarts(state).of("tea-service"))
                .map(PartRestarts.Restarts::count)
                .contains(1);
    }

    @Test
    void leavesAPartDownThatWasStoppedByHandUntilTheNextUp() throws Exception {
        StoppedByHand stoppedByHand = new StoppedByHand(state);
        stoppedByHand.add("tea-service");
        kill();

        supervisor.supervise(part);
        assertThat(part.process()).isEmpty();

        stoppedByHand.remove("tea-service");
        supervisor.supervise(part);
        await().until(part::isReady);
    }

    @Test
    void startsNothingWhileAnotherCommandStartsOrStopsParts() throws Exception {
        kill();
        new StackLock(state, Duration.ofSeconds(1)).runExclusively(() -> {}, () -> {
            supervisor.supervise(part);
            return null;
        });
        assertThat(part.process()).isEmpty();
    }

    @Test
    void startsNothingAndEndsWhenTheStackIsBeingStopped() throws Exception {
        kill();
        state.recordStop();

        supervisor.supervise(part);
        supervisor.run();

        assertThat(part.process()).isEmpty();
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("the supervision ends");
    }

    @Test
    void waitsLongerBeforeEachFurtherStart() {
        RestartDelay delay = new RestartDelay();
        long second = 1_000_000_000L;
        long now = Long.MAX_VALUE - second; // the clock of the process may be anywhere, also before its overflow
        assertThat(delay.isDue(now)).isTrue();
        delay.started(now);
        assertThat(delay.isDue(now)).isFalse();
        assertThat(delay.isDue(now + 1 * second)).isTrue();
        delay.started(now + 1 * second);
        assertThat(delay.isDue(now + 2 * second)).isFalse();
        assertThat(delay.isDue(now + 3 * second)).isTrue();
        delay.started(now + 3 * second);

        delay.running(now + 100 * second);
        assertThat(delay.isDue(now + 101 * second)).isTrue();
    }

    private void kill() {
        part.process().orElseThrow().destroyForcibly();
        await().until(() -> part.process().isEmpty());
    }
}
