package checkout.orchestrator.runtime;

import checkout.saga.engine.state.SagaState;

/** What comes of an operator's wish. */
public sealed interface ActionResult {
    /** The saga went on, and this is how it stands now. */
    record Done(SagaState now) implements ActionResult {}

    /** The saga stays as it is, for this reason. */
    record Refused(String why) implements ActionResult {}

    record NoSuchSaga() implements ActionResult {}
}
