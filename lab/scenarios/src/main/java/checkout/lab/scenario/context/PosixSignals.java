package checkout.lab.scenario.context;

import checkout.lab.stack.state.StackException;
import java.io.IOException;

/** Signals that Java has no method for. */
final class PosixSignals {

    private PosixSignals() {}

    static void send(String name, long pid) throws InterruptedException {
        try {
            // one that has ended meanwhile needs no signal
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new StackException("Process %d cannot be sent SIG%s (%s).".formatted(pid, name, e.getMessage()), e);
        }
    }
}
