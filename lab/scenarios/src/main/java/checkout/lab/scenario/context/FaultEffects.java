package checkout.lab.scenario.context;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** How often the faults of a run changed something, by the occasion on which they were injected. */
public final class FaultEffects {

    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    void add(String occasion, long count) {
        counts.merge(occasion, count, Long::sum);
    }

    /** The effects on all occasions that begin like this; empty if nothing has counted them. */
    public OptionalLong of(String beginning) {
        return counts.entrySet().stream()
                .filter(each -> each.getKey().startsWith(beginning))
                .mapToLong(Map.Entry::getValue)
                .reduce(Long::sum);
    }
}
