package checkout.lab.stack.cli;

import checkout.lab.stack.demo.TrainingLoad;
import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StateDirectory;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The training run after a build: a temporary stack on other ports starts, processes orders for a while and stops, so
 * that each part writes its ahead-of-time cache (docs/adr/0038). Does nothing if the caches of these libraries exist.
 */
@Command(
        name = "training-run",
        hidden = true,
        mixinStandardHelpOptions = true,
        description =
                "Runs a temporary stack to create the ahead-of-time caches, so that the real stack is fast from the start.")
final class TrainingRunCommand implements LauncherSubcommand {

    private static final String PROGRESS = "Training run, once for these libraries: ";

    /** As long as it takes until the hot methods have been observed and compiled. */
    private static final Duration LOAD = Duration.ofSeconds(25);

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        StateDirectory state = LauncherEnvironment.stateDirectory();
        state.create();
        return UpCommand.locked(state, out, () -> {
            // a running stack would lose the unpacked libraries that it runs from
            if (!LocalStack.toStop(state).anyRuns()) {
                train(state.forTrainingRun(), out);
            }
            return 0;
        });
    }

    private static void train(StateDirectory state, PrintWriter out) throws InterruptedException {
        state.create();
        LocalStack.toStop(state).stop(message -> {}); // an interrupted training run may have left parts
        state.wipe();
        LocalStack stack = LocalStack.forTrainingRun(state, StackPorts.findFree(LocalPort::isFree));
        if (!stack.isTrained()) {
            run(stack, out);
        }
        state.delete();
    }

    private static void run(LocalStack stack, PrintWriter out) throws InterruptedException {
        long startNanos = System.nanoTime();
        StopOnExit stopOnExit = new StopOnExit(stack, stack.parts(), out);
        stopOnExit.register();
        out.print(PROGRESS);
        out.flush();
        start(stack, out);
        showStage("processing orders ...", out);
        processOrders(stack);
        showStage("stopping and writing the caches ...", out);
        List<String> messages = new CopyOnWriteArrayList<>();
        stack.stop(messages::add);
        stopOnExit.cancel();
        showStage("", out);
        out.printf("done in %.0f s%n", (System.nanoTime() - startNanos) / 1e9);
        if (!stack.isTrained()) {
            out.println("Not every part wrote its ahead-of-time cache:");
            messages.forEach(message -> out.println("  " + message));
        }
    }

    private static void start(LocalStack stack, PrintWriter out) throws InterruptedException {
        try {
            stack.start(stack.parts(), (part, duration) -> showStage(part.name() + " is ready ...", out));
        } catch (StackException failure) {
            out.println("failed; continuing without the caches:");
            throw failure;
        }
    }

    /** Overwrites the line at a terminal; prints nothing elsewhere. */
    private static synchronized void showStage(String stage, PrintWriter out) {
        if (LauncherEnvironment.onTerminal()) {
            out.print("\r\u001b[K" + PROGRESS + stage);
            out.flush();
        }
    }

    private static void processOrders(LocalStack stack) throws InterruptedException {
        TrainingLoad load = new TrainingLoad(
                stack.ports().url("order-service"),
                stack.credentials().storefront().key());
        if (load.run(LOAD) == 0) {
            throw new StackException("order-service accepted no order, so there is nothing to learn from.");
        }
    }
}
