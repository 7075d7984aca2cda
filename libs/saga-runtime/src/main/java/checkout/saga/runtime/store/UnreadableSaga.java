package checkout.saga.runtime.store;

import checkout.saga.engine.state.SagaPhase;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga whose JSON columns cannot be read here.
 *
 * @param parked the reason for which it is parked already; null if it is not
 * @param damaged whether PostgreSQL itself cannot read its row, so that nobody can lock it to act on it
 * @param reason why it cannot be read, without values
 */
public record UnreadableSaga(
        UUID id,
        String type,
        int version,
        SagaPhase phase,
        @Nullable String parked,
        boolean damaged,
        String reason) implements StoredSaga {
    public UnreadableSaga(UUID id, String type, int version, SagaPhase phase, @Nullable String parked, String reason) {
        this(id, type, version, phase, parked, false, reason);
    }
}
