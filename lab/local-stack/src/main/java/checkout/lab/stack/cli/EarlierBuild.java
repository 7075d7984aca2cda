package checkout.lab.stack.cli;

import java.io.PrintWriter;
import java.util.List;

/** Tells the user that a build does not reach the parts that were running already. */
final class EarlierBuild {

    private EarlierBuild() {}

    /** Prints nothing if there are no such parts. */
    static void report(List<String> parts, PrintWriter out) {
        if (!parts.isEmpty()) {
            out.printf(
                    "%nThese parts run an earlier build: %s. ./checkout down, then ./checkout up, starts the new one.%n",
                    String.join(", ", parts));
            out.flush();
        }
    }
}
