package checkout.lab.scenario.context;

import checkout.lab.time.EpochMicros;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When something was wrong with what: a part that did not work, or a fault that was in effect. */
public final class FaultTimes {

    private final Map<String, Begun> open = new HashMap<>();
    private final List<Interval> intervals = new ArrayList<>();
    private long healed;

    /** From the beginning to the end, in microseconds since the epoch. */
    public record Interval(String what, long from, long to) {}

    private record Begun(String what, long from) {}

    /** A fault is in effect from now on. */
    public synchronized void began(String fault) {
        began(fault, fault);
    }

    /** Something is wrong with a part, or whatever the key names, from now on; if something is already, nothing changes. */
    public synchronized void began(String key, String what) {
        open.putIfAbsent(key, new Begun(what, EpochMicros.now()));
    }

    public synchronized void ended(String key) {
        Begun begun = open.remove(key);
        if (begun != null) {
            intervals.add(new Interval(begun.what, begun.from, EpochMicros.now()));
        }
    }

    /** Everything runs as configured again. */
    public synchronized void allHealed() {
        List.copyOf(open.keySet()).forEach(this::ended);
        healed = EpochMicros.now();
    }

    public synchronized List<Interval> intervals() {
        return List.copyOf(intervals);
    }

    /** When the last fault was over; zero if there was none. */
    public synchronized long lastEnd() {
        return intervals.stream().mapToLong(Interval::to).max().orElse(0);
    }

    /** When the last fault was over and everything was running again; zero if that is not the case yet. */
    public synchronized long healedAt() {
        return healed;
    }
}
