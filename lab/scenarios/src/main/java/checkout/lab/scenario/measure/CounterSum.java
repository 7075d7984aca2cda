package checkout.lab.scenario.measure;

import java.util.HashMap;
import java.util.Map;

/** What counters of several processes have counted since their first reading, over restarts, at which they begin at zero. */
final class CounterSum {

    private final Map<String, Double> last = new HashMap<>();
    private double sum;

    /** @param value of the counter of this process now */
    void add(String process, double value) {
        Double before = last.put(process, value);
        if (before != null) {
            sum += value >= before ? value - before : value;
        }
    }

    /** Of a process that was started in the run, everything counts. */
    void addFromZero(String process, double value) {
        last.putIfAbsent(process, 0.0);
        add(process, value);
    }

    long sum() {
        return Math.round(sum);
    }
}
