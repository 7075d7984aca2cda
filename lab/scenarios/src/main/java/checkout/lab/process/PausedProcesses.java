package checkout.lab.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processes paused with SIGSTOP, so that they do not disturb a measurement. They continue when they are resumed, when this
 * JVM exits, and even when it is killed: a shell sends SIGCONT then.
 *
 * <p>The relay must give a sign of life in between, or the database hands its place to another instance. Such processes
 * are paused intermittently: they run for some milliseconds between two pauses.
 */
public final class PausedProcesses {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final String WATCHDOG = "trap '' INT HUP; sleep \"$0\"; kill -CONT \"$@\"";
    private static final long PAUSED_MILLIS = 1_500;
    private static final long RUNNING_MILLIS = 150;

    private final List<Long> all;
    private final List<Long> intermittent;
    private final Process watchdog;
    private final Thread intervals = new Thread(this::runIntermittently, "pause-intervals");
    private final Thread hook = new Thread(this::sendContinue, "resume-paused");
    private boolean resumed;

    /** @param longest after which the processes continue if this JVM did not resume them */
    public PausedProcesses(List<ProcessHandle> paused, List<ProcessHandle> intermittent, Duration longest)
            throws IOException {
        this.all = Stream.concat(paused.stream(), intermittent.stream())
                .map(ProcessHandle::pid)
                .toList();
        this.intermittent = all.subList(paused.size(), all.size());
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", WATCHDOG, Long.toString(longest.plus(GRACE).toSeconds())));
        all.forEach(pid -> command.add(Long.toString(pid)));
        this.watchdog = new ProcessBuilder(command).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(hook);
        PosixSignals.send("STOP", all);
        intervals.start();
    }

    public void resumeAll() throws InterruptedException {
        sendContinue();
        intervals.join();
        watchdog.destroy();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    /** Resumes one of them until it is paused again. */
    public void resume(ProcessHandle one) {
        PosixSignals.send("CONT", List.of(one.pid()));
    }

    public void pause(ProcessHandle one) {
        PosixSignals.send("STOP", List.of(one.pid()));
    }

    private synchronized void sendContinue() {
        resumed = true;
        notifyAll();
        PosixSignals.send("CONT", all);
    }

    private synchronized void runIntermittently() {
        try {
            while (!resumed) {
                wait(PAUSED_MILLIS);
                PosixSignals.send("CONT", intermittent);
                wait(RUNNING_MILLIS);
                if (!resumed) {
                    PosixSignals.send("STOP", intermittent);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
