package checkout.saga.engine.state;

/** One of the two commands of a step. */
public enum StepAction {
    DO,
    UNDO
}
