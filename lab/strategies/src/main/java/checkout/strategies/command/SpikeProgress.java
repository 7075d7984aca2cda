package checkout.strategies.command;

import java.io.PrintWriter;

/** Shows how far a run is: on a terminal in one changing line, elsewhere one line per run. */
final class SpikeProgress {
    private final PrintWriter out;
    private final boolean terminal;

    SpikeProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void begin(String run) {
        if (terminal) {
            replaceLine("%s ...".formatted(run));
        } else {
            out.println("Running %s ...".formatted(run));
            out.flush();
        }
    }

    void update(String run, int done, int all) {
        if (terminal) {
            replaceLine("%s: %,d of %,d buyers".formatted(run, done, all));
        }
    }

    void end() {
        if (terminal) {
            replaceLine("");
        }
    }

    private void replaceLine(String line) {
        out.print("\r\u001b[K" + line);
        out.flush();
    }
}
