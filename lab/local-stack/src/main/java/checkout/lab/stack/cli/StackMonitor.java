package checkout.lab.stack.cli;

import checkout.lab.stack.part.PartLog;
import checkout.lab.stack.part.PartState;
import checkout.lab.stack.part.PartStatus;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StateDirectory;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Tells about every change of a part's state until the stack is stopped. */
final class StackMonitor {

    private static final long PERIOD_MILLIS = 1000;
    private static final int LOG_LINES = 15;

    private final StateDirectory folder;
    private final LocalStack stack;
    private final PrintWriter out;
    private final Map<String, PartState> known = new HashMap<>();

    StackMonitor(StateDirectory folder, LocalStack stack, PrintWriter out) {
        this.folder = folder;
        this.stack = stack;
        this.out = out;
    }

    void untilStopped() throws InterruptedException {
        out.println("Watching; Ctrl-C stops everything.");
        out.flush();
        while (folder.isMeantToRun()) {
            for (PartStatus part : stack.status()) {
                PartState before = known.put(part.name(), part.state());
                if (before != null && before != part.state() && folder.isMeantToRun()) {
                    tell(part);
                }
            }
            Thread.sleep(PERIOD_MILLIS);
        }
        out.println("The stack is being stopped.");
        out.flush();
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
                    PartLog.end(stack.part(part.name()).log(), LOG_LINES));
            out.println("./checkout up --detach in another terminal starts it again.");
        }
        out.flush();
    }
}
