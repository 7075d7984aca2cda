package checkout.lab.scenario.context;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened when, told while it happens and kept for the report, and how often. */
public final class EventLog {

    private final PrintWriter out;
    private final long began = System.nanoTime();
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>();

    public EventLog(PrintWriter out) {
        this.out = out;
    }

    public synchronized void tell(String sentence) {
        String line = "%7.1f s  %s".formatted(elapsed().toMillis() / 1000.0, sentence);
        lines.add(line);
        out.println(line);
        out.flush();
    }

    public synchronized void count(String what, long more) {
        counts.merge(what, more, Long::sum);
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    public synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }
}
