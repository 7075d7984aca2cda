package checkout.lab.stack.cli;

import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import java.io.PrintWriter;
import java.util.List;

/**
 * A shutdown hook of {@code up}: stops the parts of a start that failed or was interrupted, and the whole stack when
 * Ctrl-C ends an attached {@code up}.
 */
final class StopOnExit extends Thread {

    private final LocalStack stack;
    private final PrintWriter out;
    private final List<StackPart> startedParts;
    private volatile boolean stopsAll;

    StopOnExit(LocalStack stack, List<StackPart> startedParts, PrintWriter out) {
        super("stop-on-exit");
        this.stack = stack;
        this.startedParts = startedParts;
        this.out = out;
    }

    void stopAll() {
        stopsAll = true;
    }

    void register() {
        Runtime.getRuntime().addShutdownHook(this);
    }

    /** Stops nothing at the exit, unless it has begun. */
    void cancel() {
        try {
            Runtime.getRuntime().removeShutdownHook(this);
        } catch (IllegalStateException exiting) {
            // Ctrl-C was first
        }
    }

    /** Stops the parts at once instead of at the exit; if that has begun, waits until they are stopped. */
    void runNow() throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(this);
        } catch (IllegalStateException exiting) {
            join();
            return;
        }
        stopParts();
    }

    @Override
    public void run() {
        stopParts();
    }

    private void stopParts() {
        try {
            if (stopsAll) {
                stack.stop(this::print);
            } else {
                stack.stop(startedParts, this::print);
            }
        } catch (InterruptedException e) {
            out.println("The stop was interrupted; ./checkout down stops the remaining parts.");
        } catch (StackException e) {
            out.println(e.getMessage());
        } finally {
            out.flush();
        }
    }

    private void print(String message) {
        out.println("  " + message);
        out.flush();
    }
}
