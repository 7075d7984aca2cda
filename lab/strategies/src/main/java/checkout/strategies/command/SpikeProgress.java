package checkout.strategies.command;

import java.io.PrintWriter;

/** Shows on a terminal how far a run is, in one changing line. */
final class SpikeProgress {
    private final PrintWriter out;
    private final boolean terminal;

    SpikeProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
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
