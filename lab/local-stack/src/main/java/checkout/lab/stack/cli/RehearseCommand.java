package checkout.lab.stack.cli;

import checkout.lab.stack.demo.Demo;
import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.run.Stack;
import checkout.lab.stack.state.Ports;
import checkout.lab.stack.state.StackFolder;
import checkout.lab.stack.state.StackProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
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
final class RehearseCommand implements Subcommand {

    private static final int ORDERS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        StackFolder clone = Clone.folder();
        clone.create();
        return UpCommand.alone(clone, out, () -> {
            // what runs would lose the libraries it runs from
            if (!Stack.toStop(clone).anyRuns()) {
                rehearse(clone.forRehearsal(), out);
            }
            return 0;
        });
    }

    private static void rehearse(StackFolder folder, PrintWriter out) throws InterruptedException {
        folder.create();
        Stack.toStop(folder).stop(sentence -> {}); // left behind by one that was cut short
        folder.wipe();
        Stack stack = Stack.toRehearse(folder, Ports.elsewhere(LocalPort::isFree));
        if (!stack.hasLearned()) {
            out.print("Rehearsing the start, once for these libraries ... ");
            out.flush();
            long began = System.nanoTime();
            StopAtTheEnd atTheEnd = new StopAtTheEnd(stack, stack.parts(), out);
            Runtime.getRuntime().addShutdownHook(atTheEnd);
            stack.start(stack.parts(), (part, duration) -> {});
            takeOrders(stack);
            stack.stop(sentence -> {});
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
            out.printf("done in %.0f s%n", (System.nanoTime() - began) / 1e9);
        }
        folder.delete();
    }

    /** How they end does not matter here: the same classes are needed for either end. */
    private static void takeOrders(Stack stack) throws InterruptedException {
        Demo demo = new Demo(
                stack.ports().url("order-service"),
                stack.credentials().storefront().key(),
                PATIENCE);
        try {
            demo.run(ORDERS, line -> {});
        } catch (IOException e) {
            throw new StackProblem("order-service does not answer (%s).".formatted(e.getMessage()), e);
        }
    }
}
