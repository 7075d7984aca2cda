package checkout.saga.runtime.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sagas that a transaction has locked, in the order in which they were locked.
 *
 * @param now the database's time; it decides which timers are due and when new ones will be
 * @param unreadable those whose JSON columns cannot be read here
 */
public record LockedSagas(Instant now, Map<UUID, SagaRow> readable, Map<UUID, UnreadableSaga> unreadable) {

    static LockedSagas of(Instant now, List<StoredSaga> sagas) {
        Map<UUID, SagaRow> readable = new LinkedHashMap<>();
        Map<UUID, UnreadableSaga> unreadable = new LinkedHashMap<>();
        for (StoredSaga saga : sagas) {
            switch (saga) {
                case SagaRow row -> readable.put(row.id(), row);
                case UnreadableSaga row -> unreadable.put(row.id(), row);
            }
        }
        return new LockedSagas(now, readable, unreadable);
    }

    public @Nullable StoredSaga find(UUID id) {
        SagaRow saga = readable.get(id);
        return saga == null ? unreadable.get(id) : saga;
    }

    public List<UUID> ids() {
        List<UUID> ids = new ArrayList<>(readable.keySet());
        ids.addAll(unreadable.keySet());
        return ids;
    }
}
