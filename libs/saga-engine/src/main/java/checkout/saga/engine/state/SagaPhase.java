package checkout.saga.engine.state;

/** What an operator would call the state of a whole saga. */
public enum SagaPhase {
    /** A first attempt is in flight. */
    WAITING,
    /** A step that did not answer is being tried again. */
    RETRYING,
    COMPENSATING,
    /** Past the pivot and not getting on without the operator. */
    STUCK,
    /** At least one undo is parked for the operator; the others run on. */
    COMPENSATION_STUCK,
    COMPLETED,
    COMPENSATED,
    /** Ended by hand. */
    RESOLVED;

    public boolean ended() {
        return this == COMPLETED || this == COMPENSATED || this == RESOLVED;
    }

    public boolean stuck() {
        return this == STUCK || this == COMPENSATION_STUCK;
    }
}
