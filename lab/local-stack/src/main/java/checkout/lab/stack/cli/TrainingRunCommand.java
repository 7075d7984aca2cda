package checkout.lab.stack.cli;

import checkout.lab.stack.demo.DemoRun;
import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
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
 * The training run after a build: a temporary stack on other ports starts, processes a few orders and stops, so that each
 * part writes its class data archive (docs/adr/0010). Does nothing if the archives of these libraries exist.
 */
@Command(
        name = "training-run",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Runs a temporary stack to create the class data archives, so that the real stack starts faster.")
final class TrainingRunCommand implements LauncherSubcommand {

    private static final String PROGRESS = "Training run, once for these libraries: ";
    private static final int ORDERS = 20;
    private static final Duration ORDERS_TIMEOUT = Duration.ofSeconds(30);

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
        Runtime.getRuntime().addShutdownHook(stopOnExit);
        out.print(PROGRESS);
        out.flush();
        start(stack, out);
        showStage("processing orders ...", out);
        processOrders(stack);
        showStage("stopping and writing the archives ...", out);
        List<String> messages = new CopyOnWriteArrayList<>();
        stack.stop(messages::add);
        Runtime.getRuntime().removeShutdownHook(stopOnExit);
        showStage("", out);
        out.printf("done in %.0f s%n", (System.nanoTime() - startNanos) / 1e9);
        if (!stack.isTrained()) {
            out.println("Not every part wrote its class data archive:");
            messages.forEach(message -> out.println("  " + message));
        }
    }

    private static void start(LocalStack stack, PrintWriter out) throws InterruptedException {
        try {
            stack.start(stack.parts(), (part, duration) -> showStage(part.name() + " is ready ...", out));
        } catch (StackException failure) {
            out.println("failed; continuing without the archives:");
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

    /** Ignores the outcomes: every outcome loads the same classes. */
    private static void processOrders(LocalStack stack) throws InterruptedException {
        DemoRun demo = new DemoRun(
                stack.ports().url("order-service"),
                stack.credentials().storefront().key(),
                ORDERS_TIMEOUT);
        try {
            demo.run(ORDERS, line -> {});
        } catch (IOException e) {
            throw new StackException("order-service does not answer (%s).".formatted(e.getMessage()), e);
        }
    }
}
