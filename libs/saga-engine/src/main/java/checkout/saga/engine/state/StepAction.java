package checkout.saga.engine.state;

/** Which of a step's two commands is meant. */
public enum StepAction {
    DO,
    UNDO
}
