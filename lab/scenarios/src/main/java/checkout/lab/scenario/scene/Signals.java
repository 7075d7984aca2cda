package checkout.lab.scenario.scene;

import checkout.lab.stack.state.StackProblem;
import java.io.IOException;

/** Signals that Java has no method for. */
final class Signals {

    private Signals() {}

    static void send(String name, long pid) throws InterruptedException {
        try {
            // one that has ended meanwhile needs no signal
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new StackProblem("Process %d cannot be sent SIG%s (%s).".formatted(pid, name, e.getMessage()), e);
        }
    }
}
