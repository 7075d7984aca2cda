package checkout.lab.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processes stopped with SIGSTOP, so that they do not disturb a measurement. They continue when they are thawed, when this
 * JVM exits, and even when it is killed: a shell sends SIGCONT then.
 *
 * <p>The relay must give a sign of life in between, or the database hands its place to another instance. Such processes
 * are frozen intermittently: they run for a moment between two stops.
 */
public final class FrozenProcesses {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final String WATCHDOG = "trap '' INT HUP; sleep \"$0\"; kill -CONT \"$@\"";
    private static final long STOPPED_MILLIS = 1_500;
    private static final long RUNNING_MILLIS = 150;

    private final List<Long> all;
    private final List<Long> intermittent;
    private final Process watchdog;
    private final Thread intervals = new Thread(this::runIntermittently, "freeze-intervals");
    private final Thread hook = new Thread(this::resumeAll, "thaw");
    private boolean thawed;

    /** @param longest after which the processes continue if this JVM did not thaw them */
    public FrozenProcesses(List<ProcessHandle> frozen, List<ProcessHandle> intermittent, Duration longest)
            throws IOException {
        this.all = Stream.concat(frozen.stream(), intermittent.stream())
                .map(ProcessHandle::pid)
                .toList();
        this.intermittent = all.subList(frozen.size(), all.size());
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", WATCHDOG, Long.toString(longest.plus(GRACE).toSeconds())));
        all.forEach(pid -> command.add(Long.toString(pid)));
        this.watchdog = new ProcessBuilder(command).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(hook);
        PosixSignals.send("STOP", all);
        intervals.start();
    }

    public void thaw() throws InterruptedException {
        resumeAll();
        intervals.join();
        watchdog.destroy();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    /** Lets one of them run until it is stopped again. */
    public void resume(ProcessHandle one) {
        PosixSignals.send("CONT", List.of(one.pid()));
    }

    public void stop(ProcessHandle one) {
        PosixSignals.send("STOP", List.of(one.pid()));
    }

    private synchronized void resumeAll() {
        thawed = true;
        notifyAll();
        PosixSignals.send("CONT", all);
    }

    private synchronized void runIntermittently() {
        try {
            while (!thawed) {
                wait(STOPPED_MILLIS);
                PosixSignals.send("CONT", intermittent);
                wait(RUNNING_MILLIS);
                if (!thawed) {
                    PosixSignals.send("STOP", intermittent);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
