package checkout.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.stack.cli.LauncherSubcommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Red here: invalid options end in a stack trace instead of a sentence. */
class BenchCommandTest {

    private static final String HOME = "checkout.home";

    @TempDir
    private Path clone;

    private final StringWriter text = new StringWriter();

    @BeforeEach
    void useAnEmptyClone() {
        System.setProperty(HOME, clone.toString());
    }

    @AfterEach
    void restoreHome() {
        System.clearProperty(HOME);
    }

    @Test
    void isFoundByTheLauncher() {
        assertThat(ServiceLoader.load(LauncherSubcommand.class)).hasAtLeastOneElementOfType(BenchCommand.class);
    }

    @Test
    void saysHowToStartTheStackWhenNoneRuns() {
        assertThat(run()).isEqualTo("The stack is not up; start it with ./checkout up --detach.");
    }

    @Test
    void rejectsNumbersOutOfRangeAndStatesTheRange() {
        assertThat(run("--clients", "0")).isEqualTo("--clients is 0; it must be between 1 and 2000.");
        assertThat(run("--rate", "-1")).isEqualTo("--rate is -1; it must be between 1 and 100000.");
        assertThat(run("--cold", "21")).isEqualTo("--cold is 21; it must be between 0 and 20.");
        assertThat(run("--cold")).startsWith("The stack is not up");
        assertThat(run("--floor-seconds", "60")).isEqualTo("--floor-seconds is 60; it must be between 2 and 20.");
        assertThat(run("--no-floor", "--floor-seconds", "60")).startsWith("The stack is not up");
        assertThat(run("--outage")).startsWith("--outage pauses what ends the checkouts; add --intake-only");
        assertThat(run("--against", "nothing.json")).startsWith("nothing.json cannot be read");
    }

    @Test
    void namesEveryOptionInTheHelp() {
        command().setOut(new PrintWriter(text)).execute("--help");
        assertThat(text.toString())
                .contains("--clients", "--seconds", "--warmup", "--cold", "--rate", "--payment", "--items", "--lines")
                .contains(
                        "--intake-only",
                        "--outage",
                        "--rounds",
                        "--[no-]floor",
                        "--floor-seconds",
                        "--json",
                        "--against");
    }

    /** Returns the message of the exception that the command ends with. */
    private String run(String... arguments) {
        StringWriter sentence = new StringWriter();
        command()
                .setOut(new PrintWriter(text))
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    sentence.write(String.valueOf(problem.getMessage()));
                    return 1;
                })
                .execute(arguments);
        return sentence.toString();
    }

    /** Returns the command as the launcher configures it. */
    private static CommandLine command() {
        return new CommandLine(new BenchCommand()).setCaseInsensitiveEnumValuesAllowed(true);
    }
}
