package checkout.lab.scenario.context;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints what happens while it happens, keeps it for the report, and counts events. */
public final class ScenarioEventLog {

    private final PrintWriter out;
    private final long began = System.nanoTime();
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>();

    public ScenarioEventLog(PrintWriter out) {
        this.out = out;
    }

    public synchronized void log(String sentence) {
        String line = "%7.1f s  %s".formatted((System.nanoTime() - began) / 1e9, sentence);
        lines.add(line);
        out.println(line);
        out.flush();
    }

    /** Prints how far it is, which the report has no need of. */
    public synchronized void progress(String sentence) {
        out.println("%7.1f s    %s".formatted((System.nanoTime() - began) / 1e9, sentence));
        out.flush();
    }

    public synchronized void count(String event) {
        counts.merge(event, 1L, Long::sum);
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    public synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }
}
