package checkout.lab.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sends signals that Java has no method for. */
public final class PosixSignals {

    /** A process stops when its threads get processor time next. */
    private static final Polling STOPPING = new Polling(Duration.ofSeconds(10), Duration.ofMillis(20));

    private static final String STOPPED = "T";

    private PosixSignals() {}

    /** Waits until a signal has stopped the process; returns false if it has ended, or does not stop. */
    public static boolean awaitStopped(long pid) {
        try {
            return STOPPING.until(state -> state.isEmpty() || state.startsWith(STOPPED), () -> state(pid))
                    .startsWith(STOPPED);
        } catch (IOException e) {
            throw new StackException("The state of process %d cannot be read (%s).".formatted(pid, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends the signal to each of the processes that still exists. */
    public static void send(String name, Collection<Long> pids) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            throw new StackException(
                    "SIG%s cannot be sent to the processes %s (%s).".formatted(name, pids, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As ps prints it; empty if there is no such process. */
    private static String state(long pid) throws IOException, InterruptedException {
        Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(pid)).start();
        String state = new String(ps.getInputStream().readAllBytes(), US_ASCII);
        ps.waitFor();
        return state.strip();
    }
}
