package checkout.lab.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.stack.part.SmallPart;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StateDirectory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Red means: a command promises that a part is restarted although nobody does that, as after a restart of the machine. */
class UnsupervisedStackTest {

    private static final String NOBODY = "Nobody supervises the stack";

    @TempDir
    private Path clone;

    private final StringWriter out = new StringWriter();
    private StateDirectory state;
    private SmallPart supervisor;

    @BeforeEach
    void recordAStackWhosePartsHaveEnded() throws Exception {
        System.setProperty("checkout.home", clone.toString());
        state = new StateDirectory(clone);
        state.create();
        state.credentialsOrNew(state.secretsOrNew(), "jdbc:x");
        state.recordRun(new StackPorts(0));
        supervisor = new SmallPart(state.path(), "supervisor", "normal", Set.of());
    }

    @AfterEach
    void stopTheSupervisor() throws Exception {
        supervisor.stop(Duration.ofSeconds(10), message -> {});
        System.clearProperty("checkout.home");
    }

    private String status(String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine launcher = Launcher.commandLine();
        launcher.setOut(new PrintWriter(out));
        String[] all = new String[arguments.length + 1];
        all[0] = "status";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        assertThat(launcher.execute(all)).isEqualTo(1);
        return out.toString();
    }

    @Test
    void statusPromisesARestartOnlyIfSomebodySupervises() throws Exception {
        assertThat(status())
                .contains(NOBODY)
                .contains("order-service is dead. It stays down until ./checkout up --detach.")
                .doesNotContain("restarted automatically");
        assertThat(status("--json")).contains("\"supervised\":false");

        supervisor.start();
        await().until(supervisor::isReady);

        assertThat(status())
                .contains("order-service is dead. It is restarted automatically, unless")
                .doesNotContain(NOBODY);
        assertThat(status("--json")).contains("\"supervised\":true");
    }

    @Test
    void aStackThatIsBeingStoppedNeedsNoSupervision() {
        state.recordStop();
        assertThat(status()).doesNotContain(NOBODY);
    }

    @Test
    void anAttachedUpSaysThatTheSupervisionHasEnded() throws Exception {
        supervisor.start();
        await().until(supervisor::isReady);
        StackMonitor monitor = new StackMonitor(state, LocalStack.running(state), new PrintWriter(out, true));
        Thread watching = Thread.ofPlatform().start(() -> watch(monitor));
        await().until(() -> out.toString().contains("Watching the stack"));

        supervisor.stop(Duration.ofSeconds(10), message -> {});

        await().untilAsserted(() -> assertThat(out.toString()).contains(NOBODY));
        state.recordStop();
        watching.join();
    }

    private static void watch(StackMonitor monitor) {
        try {
            monitor.untilStopped();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
