package checkout.lab.scenario.context;

import checkout.lab.time.EpochMicros;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When something was wrong with what: a part that did not work, or a fault that was in effect. */
public final class FaultTimes {

    private final Map<String, Long> open = new HashMap<>();
    private final List<Interval> intervals = new ArrayList<>();
    private long healed;

    /** From the beginning to the end, in microseconds since the epoch. */
    public record Interval(String what, long from, long to) {}

    /** Something is wrong from now on; if it is already, nothing changes. */
    public synchronized void began(String what) {
        open.putIfAbsent(what, EpochMicros.now());
    }

    public synchronized void ended(String what) {
        Long from = open.remove(what);
        if (from != null) {
            intervals.add(new Interval(what, from, EpochMicros.now()));
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

    /** When the last fault was over and everything was running again; zero if that is not the case yet. */
    public synchronized long healedAt() {
        return healed;
    }
}
