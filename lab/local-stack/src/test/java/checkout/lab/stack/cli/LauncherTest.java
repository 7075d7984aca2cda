package checkout.lab.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a user reads when there is no stack to talk to, and when they mistype. */
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
    @ValueSource(strings = {"up", "down", "status", "logs", "key", "kill", "demo", "sagas list", "actions"})
    void everyCommandExplainsItself(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: checkout " + command);
    }

    @Test
    void statusOfNothingIsNotASuccess() {
        assertThat(run("status")).isEqualTo(1);
        assertThat(out.toString()).contains("The stack is not up; start it with ./checkout up --detach.");
        out.getBuffer().setLength(0);
        assertThat(run("status", "--json")).isEqualTo(1);
        assertThat(out.toString().strip()).isEqualTo("{\"state\":\"down\",\"parts\":[]}");
    }

    @Test
    void stoppingNothingIsFine() {
        assertThat(run("down")).isZero();
        assertThat(out.toString()).contains("The stack was not up.");
    }

    @Test
    void aDemoNeedsAStack() {
        assertThat(run("demo")).isEqualTo(1);
        assertThat(err.toString()).startsWith("The stack is not up;");
        assertThat(run("demo", "--orders", "0")).isEqualTo(1);
        assertThat(err.toString()).contains("--orders is 0; it must be between 1 and 10000.");
    }

    @Test
    void anUnknownPartIsAnsweredWithThoseThereAre() {
        assertThat(run("logs", "tea")).isEqualTo(1);
        assertThat(err.toString()).startsWith("There is no part 'tea'; there are postgres, kafka, order-service");
        assertThat(run("logs", "kafka")).isEqualTo(1);
        assertThat(err.toString()).contains("kafka has no log yet");
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
    void aBrokenStateFolderIsSaidToBeOne() throws IOException {
        Files.writeString(clone.resolve(".checkout"), "not a folder");

        assertThat(run("up", "--detach")).isEqualTo(1);
        assertThat(err.toString())
                .contains("cannot be used as the state folder")
                .doesNotContain("\tat ");
    }

    @Test
    void aWrongCommandIsAUsageError() {
        assertThat(run("upp")).isEqualTo(2);
        assertThat(err.toString()).contains("Unmatched argument").contains("up");
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Specify a command.");
    }
}
