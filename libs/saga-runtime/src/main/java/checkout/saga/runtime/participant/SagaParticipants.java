package checkout.saga.runtime.participant;

import checkout.saga.runtime.store.StoredSaga;
import java.util.List;

/** Whom to ask what they keep for a saga. An application declares a bean of this type for its saga types. */
@FunctionalInterface
public interface SagaParticipants {
    /** The questions; empty for a saga of a type that it does not know, or whose data cannot be read. */
    List<ParticipantQuestion> of(StoredSaga saga);
}
