package checkout.lab.bench;

import java.io.PrintWriter;

/** Tells what is going on: on a terminal in a line that changes, elsewhere in a line for each stage. */
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

    /** How it stands at this second. */
    void now(String line) {
        if (terminal) {
            out.print("\r\u001b[K" + line);
            out.flush();
        }
    }

    void clear() {
        if (terminal) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
