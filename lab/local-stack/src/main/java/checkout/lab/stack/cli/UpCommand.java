package checkout.lab.stack.cli;

import checkout.lab.stack.run.Stack;
import checkout.lab.stack.state.StackFolder;
import checkout.lab.stack.state.StackLock;
import checkout.lab.stack.state.StackProblem;
import java.io.PrintWriter;
import java.time.Duration;
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
final class UpCommand implements Subcommand {

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
        StackFolder folder = Clone.folder();
        folder.create();
        Optional<Stack> started = alone(folder, out, () -> bringUp(folder, out));
        if (started.isPresent() && !detach) {
            new Watch(folder, started.get(), out).untilStopped();
        }
        return 0;
    }

    static <T> T alone(StackFolder folder, PrintWriter out, StackLock.Work<T> work) throws InterruptedException {
        return new StackLock(folder, TURN)
                .alone(() -> out.println("Waiting for another ./checkout up or down in this clone ..."), work);
    }

    /** The stack, unless it was up already. */
    private Optional<Stack> bringUp(StackFolder folder, PrintWriter out) throws InterruptedException {
        if (wipe) {
            Stack.toStop(folder).stop(out::println);
            folder.wipe();
            folder.create();
        }
        Stack stack = Stack.toStart(folder, Clone.ports());
        if (stack.anyRuns() && stack.isReady()) {
            out.println("The stack is up already.");
            new Welcome(stack).print(out);
            return Optional.empty();
        }
        Thread stopAtTheEnd = stopAtTheEnd(stack, out);
        start(stack, out);
        if (detach) {
            Runtime.getRuntime().removeShutdownHook(stopAtTheEnd);
        }
        return Optional.of(stack);
    }

    private static void start(Stack stack, PrintWriter out) throws InterruptedException {
        out.println("Starting " + stack.parts().size() + " parts ...");
        stack.start((part, duration) -> out.printf(
                "  %-19s ready in %5.1f s   127.0.0.1:%d%n", part.name(), duration.toMillis() / 1000.0, part.port()));
        long millis = System.currentTimeMillis() - Clone.commandGivenAt();
        out.printf("Everything is ready after %.1f s.%n%n", millis / 1000.0);
        new Welcome(stack).print(out);
    }

    /** A failed or interrupted start leaves nothing running, and neither does Ctrl-C later on. */
    private static Thread stopAtTheEnd(Stack stack, PrintWriter out) {
        Thread hook = new Thread(() -> {
            out.println("Stopping ...");
            try {
                stack.stop(sentence -> out.println("  " + sentence));
            } catch (InterruptedException e) {
                throw new StackProblem("The stop was interrupted; ./checkout down ends what is left.", e);
            } finally {
                out.flush();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }
}
