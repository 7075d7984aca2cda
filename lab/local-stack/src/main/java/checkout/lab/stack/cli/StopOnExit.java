package checkout.lab.stack.cli;

import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import java.io.PrintWriter;
import java.util.List;

/**
 * Runs when the launcher ends before it was meant to: a start that failed or was interrupted is taken back, and Ctrl-C
 * later on ends everything.
 */
final class StopOnExit extends Thread {

    private final LocalStack stack;
    private final PrintWriter out;
    private final List<StackPart> starting;
    private volatile boolean everything;

    StopOnExit(LocalStack stack, List<StackPart> starting, PrintWriter out) {
        super("stop-at-the-end");
        this.stack = stack;
        this.starting = starting;
        this.out = out;
    }

    void stopEverything() {
        everything = true;
    }

    @Override
    public void run() {
        try {
            if (everything) {
                stack.stop(this::say);
            } else {
                stack.stop(starting, this::say);
            }
        } catch (InterruptedException e) {
            out.println("The stop was interrupted; ./checkout down ends what is left.");
        } finally {
            out.flush();
        }
    }

    private void say(String sentence) {
        out.println("  " + sentence);
        out.flush();
    }
}
