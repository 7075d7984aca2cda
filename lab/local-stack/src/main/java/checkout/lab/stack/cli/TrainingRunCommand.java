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
 * What the script runs after a build: a stack on other ports and with data of its own starts, takes a few orders and ends,
 * unless the parts have learned their start with the libraries of this build already.
 */
@Command(
        name = "rehearse",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Starts a stack of its own, uses it and stops it, so that the real one starts faster.")
final class TrainingRunCommand implements LauncherSubcommand {

    private static final String WHAT = "Rehearsing the start, once for these libraries: ";
    private static final int ORDERS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        StateDirectory clone = LauncherEnvironment.stateDirectory();
        clone.create();
        return UpCommand.alone(clone, out, () -> {
            // what runs would lose the libraries it runs from
            if (!LocalStack.toStop(clone).anyRuns()) {
                rehearse(clone.forRehearsal(), out);
            }
            return 0;
        });
    }

    private static void rehearse(StateDirectory folder, PrintWriter out) throws InterruptedException {
        folder.create();
        LocalStack.toStop(folder).stop(sentence -> {}); // left behind by one that was cut short
        folder.wipe();
        LocalStack stack = LocalStack.toRehearse(folder, StackPorts.elsewhere(LocalPort::isFree));
        if (!stack.hasLearned()) {
            long began = System.nanoTime();
            StopOnExit atTheEnd = new StopOnExit(stack, stack.parts(), out);
            Runtime.getRuntime().addShutdownHook(atTheEnd);
            out.print(WHAT);
            out.flush();
            start(stack, out);
            now("orders are taken ...", out);
            takeOrders(stack);
            now("the parts end, and what they learned is kept ...", out);
            List<String> said = new CopyOnWriteArrayList<>();
            stack.stop(said::add);
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
            now("", out);
            out.printf("done in %.0f s%n", (System.nanoTime() - began) / 1e9);
            if (!stack.hasLearned()) {
                out.println("Not every part has learned its start:");
                said.forEach(sentence -> out.println("  " + sentence));
            }
        }
        folder.delete();
    }

    private static void start(LocalStack stack, PrintWriter out) throws InterruptedException {
        try {
            stack.start(stack.parts(), (part, duration) -> now(part.name() + " is ready ...", out));
        } catch (StackException problem) {
            out.println("failed, and is done without:");
            throw problem;
        }
    }

    /** A line that changes, for somebody who looks on. */
    private static synchronized void now(String stage, PrintWriter out) {
        if (LauncherEnvironment.onTerminal()) {
            out.print("\r\u001b[K" + WHAT + stage);
            out.flush();
        }
    }

    /** How they end does not matter here: the same classes are needed for either end. */
    private static void takeOrders(LocalStack stack) throws InterruptedException {
        DemoRun demo = new DemoRun(
                stack.ports().url("order-service"),
                stack.credentials().storefront().key(),
                PATIENCE);
        try {
            demo.run(ORDERS, line -> {});
        } catch (IOException e) {
            throw new StackException("order-service does not answer (%s).".formatted(e.getMessage()), e);
        }
    }
}
