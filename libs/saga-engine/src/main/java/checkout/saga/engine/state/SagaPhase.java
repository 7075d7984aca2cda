package checkout.saga.engine.state;

/** The state of a whole saga as an operator sees it. */
public enum SagaPhase {
    /** A first attempt is in flight. */
    WAITING,
    /** A step that was not answered is being retried. */
    RETRYING,
    COMPENSATING,
    /** A step needs the operator, and the saga cannot be undone. */
    STUCK,
    /** At least one undo needs the operator; the others continue. */
    COMPENSATION_STUCK,
    COMPLETED,
    COMPENSATED,
    /** Ended by the operator. */
    RESOLVED;

    public boolean ended() {
        return this == COMPLETED || this == COMPENSATED || this == RESOLVED;
    }

    public boolean stuck() {
        return this == STUCK || this == COMPENSATION_STUCK;
    }
}
