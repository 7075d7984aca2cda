package checkout.saga.engine.state;

/** How an operator says that a saga ended: as if every step were done, or as if everything were undone. */
public enum SagaOutcome {
    COMPLETED,
    COMPENSATED
}
