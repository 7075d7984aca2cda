package checkout.lab.stack.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.stack.part.PartLog;
import checkout.lab.stack.part.SmallPart;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.StackLock;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StateDirectory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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

    /** Without it the part would look for the unpacked files of a build that nobody has unpacked. */
    @Test
    void preparesAPartForABuildThatIsNewerThanTheStack() throws Exception {
        assertThat(part.isPrepared()).isFalse();
        kill();

        supervisor.supervise(part);

        assertThat(part.isPrepared()).isTrue();
    }

    @Test
    void keepsTheLogOfTheFirstFailureHoweverOftenThePartFailsAgain() throws Exception {
        for (String run : List.of("first", "second", "third")) {
            Files.writeString(part.log(), run);
            kill();
            await().until(() -> {
                supervisor.supervise(part);
                return part.process().isPresent();
            });
        }
        assertThat(PartLog.ofFailure(part.log())).hasContent("first");
        assertThat(part.log().resolveSibling("tea-service.log.1")).hasContent("third");
    }

    @Test
    void endsAndSaysSoIfABuildHasReplacedItsProgram() throws Exception {
        StackPart replaced = new StackPart() {
            @Override
            public String name() {
                return "coffee-service";
            }

            @Override
            public int port() {
                return 0;
            }

            @Override
            public Path log() {
                return folder.resolve("coffee-service.log");
            }

            @Override
            public void start() {
                throw new NoClassDefFoundError("checkout/lab/stack/part/NotLoadedYet");
            }

            @Override
            public Optional<ProcessHandle> process() {
                return Optional.empty();
            }

            @Override
            public void stop(Duration timeout, Consumer<String> messages) {}
        };

        new Supervisor(state, List.of(replaced), new PrintStream(log, true, StandardCharsets.UTF_8)).run();

        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("The supervision ends because a build has replaced the program of this process")
                .contains("NotLoadedYet")
                .contains("./checkout up --detach starts it again");
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
