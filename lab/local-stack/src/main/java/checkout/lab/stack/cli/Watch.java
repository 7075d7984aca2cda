package checkout.lab.stack.cli;

import checkout.lab.stack.part.LogFile;
import checkout.lab.stack.part.PartState;
import checkout.lab.stack.part.PartStatus;
import checkout.lab.stack.run.Stack;
import checkout.lab.stack.state.StackFolder;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Tells about every change of a part's state until the stack is stopped. */
final class Watch {

    private static final long PERIOD_MILLIS = 1000;
    private static final int LOG_LINES = 15;

    private final StackFolder folder;
    private final Stack stack;
    private final PrintWriter out;
    private final Map<String, PartState> known = new HashMap<>();

    Watch(StackFolder folder, Stack stack, PrintWriter out) {
        this.folder = folder;
        this.stack = stack;
        this.out = out;
    }

    void untilStopped() throws InterruptedException {
        out.println("Watching; Ctrl-C stops everything.");
        while (folder.run().isPresent()) {
            for (PartStatus part : stack.status()) {
                PartState before = known.put(part.name(), part.state());
                if (before != null && before != part.state() && folder.run().isPresent()) {
                    tell(part);
                }
            }
            Thread.sleep(PERIOD_MILLIS);
        }
        out.println("The stack was stopped from elsewhere.");
    }

    private void tell(PartStatus part) {
        out.printf(
                "%s %s is %s%n",
                LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
                part.name(),
                part.state().word());
        if (part.state() == PartState.DEAD) {
            out.printf(
                    "The end of its log:%n%s%n",
                    LogFile.end(stack.part(part.name()).log(), LOG_LINES));
            out.println("./checkout up --detach in another terminal starts it again.");
        }
        out.flush();
    }
}
