package checkout.lab.stack.cli;

import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a signal to one part of the running stack, to see how the others cope. */
@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        description = "Sends a signal to one part of the running stack. ./checkout up --detach restarts a killed part.")
final class KillCommand implements LauncherSubcommand {

    private enum Signal {
        KILL,
        TERM,
        STOP,
        CONT
    }

    @Parameters(paramLabel = "PART", description = "The part's name, as ./checkout status shows it.")
    private String name = "";

    @Option(
            names = "--signal",
            paramLabel = "SIGNAL",
            defaultValue = "KILL",
            description = "KILL, TERM, STOP (freezes it) or CONT (resumes it) (default: ${DEFAULT-VALUE}).")
    private Signal signal = Signal.KILL;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StackPart part =
                LocalStack.running(LauncherEnvironment.stateDirectory()).part(name);
        long pid = part.process()
                .orElseThrow(() -> new StackException(
                        "%s is not running; ./checkout up --detach starts it.".formatted(part.name())))
                .pid();
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                .redirectErrorStream(true)
                .start();
        String output = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (kill.waitFor() != 0) {
            throw new StackException(
                    "Process %d of %s did not get SIG%s (%s).".formatted(pid, part.name(), signal, output));
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.printf("Sent SIG%s to %s (pid %d).%n", signal, part.name(), pid);
        out.flush();
        return 0;
    }
}
