package checkout.saga.engine.state;

/** What a due time is the end of. */
public enum TimerKind {
    /** A command was sent and its reply is awaited; the time is exact. */
    REPLY,
    /** A command will be sent again; the time is drawn from a range. */
    BACKOFF,
    /** The whole saga's time to reach its pivot; the time is exact. */
    SAGA_DEADLINE
}
