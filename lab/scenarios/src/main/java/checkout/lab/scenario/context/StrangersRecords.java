package checkout.lab.scenario.context;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The keys of records that a fault has put into topics, each of which must become a dead letter, and no other. */
public final class StrangersRecords {

    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    public void add(String key) {
        keys.add(key);
    }

    public boolean has(String key) {
        return keys.contains(key);
    }

    /** The keys as a parameter of a query. */
    public String[] keys() {
        return keys.toArray(String[]::new);
    }
}
