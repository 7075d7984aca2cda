package checkout.lab.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.cli.connection.DefaultStack;
import checkout.lab.stack.state.Credentials;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Red means: a command without a running stack, or a mistyped one, does not explain itself. */
class LauncherTest {

    @TempDir
    private Path clone;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void useThisClone() {
        System.setProperty("checkout.home", clone.toString());
    }

    @AfterEach
    void useNone() {
        System.clearProperty("checkout.home");
    }

    private int run(String... arguments) {
        CommandLine launcher = Launcher.commandLine();
        launcher.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return launcher.execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "down", "status", "logs", "key", "kill", "demo", "lab", "sagas list", "actions"})
    void everyCommandExplainsItself(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: checkout " + command);
    }

    @Test
    void statusFailsIfNothingIsRunning() {
        assertThat(run("status")).isEqualTo(1);
        assertThat(out.toString()).contains("The stack is not up; start it with ./checkout up --detach.");
        out.getBuffer().setLength(0);
        assertThat(run("status", "--json")).isEqualTo(1);
        assertThat(out.toString().strip()).isEqualTo("{\"state\":\"down\",\"parts\":[]}");
    }

    @Test
    void stoppingNothingSucceeds() {
        assertThat(run("down")).isZero();
        assertThat(out.toString()).contains("The stack was not up.");
    }

    @Test
    void theDemoNeedsARunningStack() {
        assertThat(run("demo")).isEqualTo(1);
        assertThat(err.toString()).startsWith("The stack is not up;");
        assertThat(run("demo", "--orders", "0")).isEqualTo(1);
        assertThat(err.toString()).contains("--orders is 0; it must be between 1 and 10000.");
    }

    @Test
    void anUnknownPartIsAnsweredWithTheKnownParts() {
        assertThat(run("logs", "tea")).isEqualTo(1);
        assertThat(err.toString()).startsWith("There is no part 'tea'; the parts are postgres, kafka, order-service");
        assertThat(run("logs", "kafka")).isEqualTo(1);
        assertThat(err.toString()).contains("kafka has no log");
    }

    @Test
    void keyPrintsTheKeyOfTheChosenStorefrontAndNothingElse() {
        StateDirectory state = new StateDirectory(clone);
        assertThat(run("key")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("The stack is not up;");
        state.create();
        Credentials credentials = state.credentialsOrNew(state.secretsOrNew(), "jdbc:x");
        state.recordRun(new StackPorts(0));

        assertThat(run("key")).isZero();
        assertThat(out.toString().strip()).isEqualTo(credentials.storefront().key());
        out.getBuffer().setLength(0);
        assertThat(run("key", "--storefront", "storefront2")).isZero();
        assertThat(out.toString().strip()).isEqualTo(credentials.storefront2().key());
        assertThat(run("key", "--storefront", "storefront3")).isEqualTo(2);
    }

    @Test
    void killNamesThePartThatIsNotRunning() {
        StateDirectory state = new StateDirectory(clone);
        state.create();
        state.credentialsOrNew(state.secretsOrNew(), "jdbc:x");
        state.recordRun(new StackPorts(0));

        assertThat(run("kill", "payment-service")).isEqualTo(1);
        assertThat(err.toString()).contains("payment-service is not running");
        assertThat(run("kill", "tea")).isEqualTo(1);
        assertThat(err.toString()).contains("There is no part 'tea'");
        assertThat(run("kill", "kafka", "--signal", "HUP")).isEqualTo(2);
    }

    @Test
    void theOperatorsCommandsUseTheRunningStackByDefault() {
        StateDirectory state = new StateDirectory(clone);
        state.create();
        Credentials credentials = state.credentialsOrNew(state.secretsOrNew(), "jdbc:x");
        state.recordRun(new StackPorts(1000));
        DefaultStack stack = ServiceLoader.load(DefaultStack.class).findFirst().orElseThrow();

        assertThat(stack.url()).isEqualTo("http://127.0.0.1:9090");
        assertThat(stack.password("viewer")).hasValue(credentials.viewer().password());
        assertThat(stack.password("admin")).hasValue(credentials.admin().password());
        assertThat(stack.password("stranger")).isEmpty();
    }

    @Test
    void logsAreShownAsLinesOrJson() throws IOException {
        Path log = Files.createDirectories(clone.resolve(".checkout/logs")).resolve("kafka.log");
        Files.writeString(log, "one\ntwo\nthree\n");

        assertThat(run("logs", "kafka", "-n", "2")).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("two\nthree\n");
        out.getBuffer().setLength(0);
        assertThat(run("logs", "kafka", "-n", "1", "--json")).isZero();
        assertThat(out.toString()).contains("\"line\":\"three\"").contains("\"part\":\"kafka\"");
    }

    @Test
    void anUnusableStateFolderIsExplained() throws IOException {
        Files.writeString(clone.resolve(".checkout"), "not a folder");

        assertThat(run("up", "--detach")).isEqualTo(1);
        assertThat(err.toString())
                .contains("cannot be used as the state folder")
                .doesNotContain("\tat ");
    }

    @Test
    void anUnknownCommandIsAUsageError() {
        assertThat(run("upp")).isEqualTo(2);
        assertThat(err.toString()).contains("Unmatched argument").contains("up");
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Specify a command.");
    }
}
