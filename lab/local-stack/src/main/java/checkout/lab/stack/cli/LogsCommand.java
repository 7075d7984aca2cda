package checkout.lab.stack.cli;

import checkout.lab.stack.part.PartLog;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Prints the log of a part. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Prints the log of one part since its last start.")
final class LogsCommand implements LauncherSubcommand {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Parameters(paramLabel = "PART", description = "The part's name, as ./checkout status shows it.")
    private String part = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Continue with new lines until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "200",
            description = "Maximum number of lines (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Option(names = "--json", description = "Print a JSON object per line.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Path log = LocalStack.toStop(LauncherEnvironment.stateDirectory())
                .part(part)
                .log();
        if (!Files.exists(log)) {
            throw new StackException("%s has no log; it was never started.".formatted(part));
        }
        if (lines < 1) {
            throw new StackException("--lines is %d; it must be at least 1.".formatted(lines));
        }
        long end = PartLog.readLastLines(log, lines, line -> print(line, out));
        if (follow) {
            new LogFollower(log, end).follow(line -> print(line, out));
        }
        return 0;
    }

    private void print(String line, PrintWriter out) {
        out.println(json ? JSON.writeValueAsString(Map.of("part", part, "line", line)) : line);
        out.flush();
    }
}
