package checkout.lab.stack.cli;

import checkout.lab.stack.part.PartLog;
import checkout.lab.stack.part.PartState;
import checkout.lab.stack.part.PartStatus;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StateDirectory;
import checkout.lab.stack.supervise.SupervisorProcess;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Reports every change of a part's state until the stack is stopped. */
final class StackMonitor {

    private static final long PERIOD_MILLIS = 1000;
    private static final int LOG_LINES = 15;

    private final StateDirectory state;
    private final LocalStack stack;
    private final PrintWriter out;
    private final SupervisorProcess supervisor;
    private final Map<String, PartState> lastStates = new HashMap<>();
    private boolean wasSupervised;

    StackMonitor(StateDirectory state, LocalStack stack, PrintWriter out) {
        this.state = state;
        this.stack = stack;
        this.out = out;
        this.supervisor = new SupervisorProcess(state);
    }

    void untilStopped() throws InterruptedException {
        wasSupervised = supervisor.isRunning();
        out.println("Watching the stack; Ctrl-C stops it.");
        out.flush();
        while (state.isMeantToRun()) {
            for (PartStatus part : stack.status()) {
                PartState before = lastStates.put(part.name(), part.state());
                if (before != null && before != part.state() && state.isMeantToRun()) {
                    report(part);
                }
            }
            reportSupervision();
            Thread.sleep(PERIOD_MILLIS);
        }
        out.println("The stack is stopping.");
        out.flush();
    }

    private void reportSupervision() {
        boolean isSupervised = supervisor.isRunning();
        if (wasSupervised && !isSupervised && state.isMeantToRun()) {
            out.printf("%s %s%n", now(), SupervisorProcess.NOT_RUNNING);
            out.flush();
        }
        wasSupervised = isSupervised;
    }

    private static LocalTime now() {
        return LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
    }

    private void report(PartStatus part) {
        out.printf("%s %s is %s%n", now(), part.name(), part.state().label());
        if (part.state() == PartState.DEAD) {
            out.printf(
                    "Last lines of its log:%n%s%n",
                    PartLog.tail(stack.part(part.name()).log(), LOG_LINES));
            out.println(
                    supervisor.isRunning()
                            ? "It is started again, unless ./checkout kill has ended it."
                            : SupervisorProcess.NOT_RUNNING);
        }
        out.flush();
    }
}
