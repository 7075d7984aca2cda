package checkout.lab.stack.cli;

import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackLock;
import checkout.lab.stack.state.StateDirectory;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts everything, and stays to watch it unless told otherwise. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts everything and waits until it is ready.",
            "Stays attached until Ctrl-C, which stops everything, unless --detach is given."
        })
final class UpCommand implements LauncherSubcommand {

    private static final Duration TURN = Duration.ofMinutes(5);

    @Option(names = "--detach", description = "Return as soon as everything is ready; ./checkout down stops it.")
    private boolean detach;

    @Option(names = "--wipe", description = "Delete all local data and credentials first.")
    private boolean wipe;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        StateDirectory folder = LauncherEnvironment.stateDirectory();
        folder.create();
        Optional<LocalStack> started = alone(folder, out, () -> bringUp(folder, out));
        if (started.isPresent() && !detach) {
            new StackMonitor(folder, started.get(), out).untilStopped();
        }
        return 0;
    }

    static <T> T alone(StateDirectory folder, PrintWriter out, StackLock.Work<T> work) throws InterruptedException {
        return new StackLock(folder, TURN)
                .alone(() -> out.println("Waiting for another ./checkout up or down in this clone ..."), work);
    }

    /** The stack, unless it was up already. */
    private Optional<LocalStack> bringUp(StateDirectory folder, PrintWriter out) throws InterruptedException {
        if (wipe) {
            LocalStack.toStop(folder).stop(out::println);
            folder.wipe();
            folder.create();
        }
        LocalStack stack = LocalStack.toStart(folder, LauncherEnvironment.ports());
        if (stack.anyRuns() && stack.isReady()) {
            out.println("The stack is up already.");
            new ReadyMessage(stack).print(out);
            return Optional.empty();
        }
        StopOnExit atTheEnd = new StopOnExit(stack, stack.missing(), out);
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        start(stack, out);
        if (detach) {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } else {
            atTheEnd.stopEverything();
        }
        return Optional.of(stack);
    }

    private static void start(LocalStack stack, PrintWriter out) throws InterruptedException {
        List<StackPart> missing = stack.missing();
        out.println("Starting "
                + String.join(", ", missing.stream().map(StackPart::name).toList()) + " ...");
        out.flush();
        stack.start(missing, (part, duration) -> {
            out.printf(
                    "  %-19s ready in %5.1f s   127.0.0.1:%d%n",
                    part.name(), duration.toMillis() / 1000.0, part.port());
            out.flush();
        });
        long millis = System.currentTimeMillis() - LauncherEnvironment.commandGivenAt();
        out.printf("Everything is ready after %.1f s.%n%n", millis / 1000.0);
        new ReadyMessage(stack).print(out);
    }
}
