package checkout.messaging.fault;

/** What a failure is a fault of, and therefore what a consumer does about it. */
public enum FaultKind {
    /** Something that passes by itself, such as a lost connection. The consumer retries and skips nothing. */
    TRANSIENT,
    /** The database or the program, such as a missing privilege: every record would fail. The consumer halts at once. */
    INSTALLATION,
    /** Probably the record. It goes to the dead letters, unless records of other keys fail for the same cause. */
    RECORD
}
