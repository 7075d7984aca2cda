package checkout.lab.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sends signals that Java has no method for. */
public final class PosixSignals {

    private PosixSignals() {}

    /** Whether the process has been stopped by a signal. */
    public static boolean isStopped(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(pid)).start();
            String state = new String(ps.getInputStream().readAllBytes(), US_ASCII);
            ps.waitFor();
            return state.startsWith("T");
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
}
