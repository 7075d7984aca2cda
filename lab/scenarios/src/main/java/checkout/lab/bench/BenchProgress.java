package checkout.lab.bench;

import java.io.PrintWriter;

/** Shows progress: on a terminal in one changing line, elsewhere one line per stage. */
final class BenchProgress {

    private final PrintWriter out;
    private final boolean terminal;

    BenchProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void stage(String sentence) {
        clear();
        out.println(sentence);
        out.flush();
    }

    /** Replaces the changing line. */
    void update(String line) {
        if (terminal) {
            out.print("\r\u001b[K" + line);
            out.flush();
        }
    }

    void clear() {
        update("");
    }
}
