package checkout.order.command;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The locked rows of a batch by id, and those of them that its commands changed. */
final class LockedOrderRows<T> {
    private final String table;
    private final Map<UUID, T> rows;
    private final Map<UUID, T> changed = new HashMap<>();

    LockedOrderRows(String table, Map<UUID, T> rows) {
        this.table = table;
        this.rows = new HashMap<>(rows);
    }

    /** Applies a transition and returns the row after it; an unknown id is a bug of whoever sent the command. */
    T change(UUID id, UnaryOperator<T> transition) {
        T before = get(id);
        T after = transition.apply(before);
        if (!after.equals(before)) {
            rows.put(id, after);
            changed.put(id, after);
        }
        return after;
    }

    T get(UUID id) {
        T row = rows.get(id);
        if (row == null) {
            throw new IllegalStateException("Table %s has no row %s".formatted(table, id));
        }
        return row;
    }

    Collection<T> changed() {
        return changed.values();
    }
}
