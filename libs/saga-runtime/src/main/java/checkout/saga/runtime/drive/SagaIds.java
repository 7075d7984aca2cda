package checkout.saga.runtime.drive;

import checkout.saga.runtime.api.TimeOrderedIds;
import java.util.UUID;

/** The ids of sagas. */
final class SagaIds {
    private SagaIds() {}

    /** Retention, lists and ages read the time from the id. */
    static void check(UUID id, String type) {
        if (TimeOrderedIds.timeOf(id) == null) {
            throw new IllegalArgumentException(
                    "A saga of type '%s' cannot have the id %s, because that is no UUIDv7; let whoever starts the saga use one"
                            .formatted(type, id));
        }
    }
}
