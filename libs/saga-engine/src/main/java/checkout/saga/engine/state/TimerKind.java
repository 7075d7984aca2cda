package checkout.saga.engine.state;

/** What a timer limits. */
public enum TimerKind {
    /** The wait for a reply; the time is exact. */
    REPLY,
    /** The wait before a command is sent again; the time is random within a range. */
    BACKOFF,
    /** The time that the saga has until it only goes forward or ends; it is exact. */
    SAGA_DEADLINE
}
