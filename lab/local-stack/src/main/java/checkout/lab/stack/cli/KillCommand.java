package checkout.lab.stack.cli;

import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.supervise.StoppedByHand;
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
        description = {
            "Sends a signal to one part of the running stack.",
            "A part that it ends stays down until ./checkout up --detach; one that ends by itself is started again."
        })
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
        StoppedByHand stoppedByHand = new StoppedByHand(LauncherEnvironment.stateDirectory());
        boolean ends = signal == Signal.KILL || signal == Signal.TERM;
        long pid = part.process()
                .orElseThrow(() -> new StackException(
                        "%s is not running; ./checkout up --detach starts it.".formatted(part.name())))
                .pid();
        if (ends) {
            stoppedByHand.add(part.name()); // before, so that the supervisor does not start it again
        }
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                .redirectErrorStream(true)
                .start();
        String output = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (kill.waitFor() != 0) {
            stoppedByHand.remove(part.name());
            throw new StackException(
                    "Process %d of %s did not get SIG%s (%s).".formatted(pid, part.name(), signal, output));
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.printf("Sent SIG%s to %s (pid %d).%n", signal, part.name(), pid);
        out.flush();
        return 0;
    }
}
