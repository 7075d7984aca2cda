package checkout.orchestrator.runtime;

import checkout.saga.engine.state.SagaState;

/** What comes of an operator's wish. */
public sealed interface Answer {
    /** The saga went on, and this is how it stands now. */
    record Done(SagaState now) implements Answer {}

    /** The saga stays as it is, for this reason. */
    record Refused(String why) implements Answer {}

    record NoSuchSaga() implements Answer {}
}
