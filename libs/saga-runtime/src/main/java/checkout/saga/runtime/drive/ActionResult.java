package checkout.saga.runtime.drive;

import checkout.saga.engine.state.SagaState;

/** The result of an operator action on one saga. */
public sealed interface ActionResult {
    /** The action took effect; this is the saga's state now. */
    record Done(SagaState now) implements ActionResult {}

    /** The saga is unchanged, for this reason. */
    record Refused(String why) implements ActionResult {}

    record NoSuchSaga() implements ActionResult {}
}
