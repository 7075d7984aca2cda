package checkout.lab.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.stack.part.DetachedProcess;
import checkout.lab.stack.part.JavaInstallation;
import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StateDirectory;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Red means: who rebuilds under a running stack does not learn that the old build goes on running. */
class EarlierBuildTest {

    @TempDir
    private Path clone;

    private DetachedProcess process;

    @BeforeEach
    void startAnApplication() throws Exception {
        System.setProperty("checkout.home", clone.toString());
        StateDirectory state = new StateDirectory(clone);
        state.create();
        state.credentialsOrNew(state.secretsOrNew(), "jdbc:x");
        state.recordRun(new StackPorts(0));
        Path built = state.applications().resolve("order-service/built-1-1/order-service-1.0.0-SNAPSHOT.jar");
        String classes = Path.of(DetachedProcess.class
                        .getResource("/checkout/lab/stack/part/SmallServer.class")
                        .toURI())
                .resolve("../../../../..")
                .normalize()
                .toString();
        process = new DetachedProcess(state.path(), "order-service");
        process.start(
                JavaInstallation.current().java(),
                List.of(
                        "-Dport=" + LocalPort.findFree(),
                        "-cp",
                        classes + File.pathSeparator + built,
                        "checkout.lab.stack.part.SmallServer"),
                Map.of(),
                state.log("order-service"));
        await().until(() ->
                new DetachedProcess(state.path(), "order-service").find().isPresent());
        Path jar = clone.resolve("order-service/target/order-service-1.0.0-SNAPSHOT.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "a later build");
    }

    @AfterEach
    void stop() throws Exception {
        process.stop(Duration.ofSeconds(10), message -> {});
        System.clearProperty("checkout.home");
    }

    private static String status(String... options) {
        StringWriter out = new StringWriter();
        CommandLine launcher = Launcher.commandLine();
        launcher.setOut(new PrintWriter(out));
        launcher.execute(options.length == 0 ? new String[] {"status"} : new String[] {"status", options[0]});
        return out.toString();
    }

    @Test
    void statusNamesThePartsThatRunAnEarlierBuild() throws Exception {
        assertThat(status())
                .contains("These parts run an earlier build: order-service. ./checkout down, then ./checkout up,");
        assertThat(status("--json").split("\\{"))
                .anyMatch(part -> part.contains("order-service") && part.contains("\"earlierBuild\":true"))
                .anyMatch(part -> part.contains("payment-service") && part.contains("\"earlierBuild\":false"));

        Files.delete(clone.resolve("order-service/target/order-service-1.0.0-SNAPSHOT.jar"));
        assertThat(status()).as("without a build").doesNotContain("earlier build");
    }
}
