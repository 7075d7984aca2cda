package checkout.lab.scenario.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The ids that outbox writers wrote: those they committed, by key in commit order, and those they rolled back. */
public final class WrittenOutboxRows {

    private final Map<String, List<UUID>> committed = new ConcurrentHashMap<>();
    private final Set<UUID> rolledBack = ConcurrentHashMap.newKeySet();

    void addCommitted(String key, List<UUID> ids) {
        committed.computeIfAbsent(key, none -> new ArrayList<>()).addAll(ids);
    }

    void addRolledBack(List<UUID> ids) {
        rolledBack.addAll(ids);
    }

    Map<String, List<UUID>> committed() {
        return committed;
    }

    Set<UUID> rolledBack() {
        return rolledBack;
    }

    long rows() {
        return committed.values().stream().mapToLong(List::size).sum();
    }
}
