package checkout.saga.runtime.store;

import checkout.saga.engine.state.SagaPhase;
import java.util.UUID;

/** A row of the table of sagas: one that can be read, or one of which only the plain columns are known. */
public sealed interface StoredSaga permits SagaRow, UnreadableSaga {
    UUID id();

    String type();

    int version();

    SagaPhase phase();
}
