package checkout.saga.engine.state;

import org.jspecify.annotations.Nullable;

/** How far one step has come, there and back. */
public enum Status {
    SENT(Action.DO, true),
    BACKING_OFF(Action.DO, true),
    STUCK(Action.DO, false),
    DONE(Action.DO, false),
    REFUSED(Action.DO, false),
    UNDO_SENT(Action.UNDO, true),
    UNDO_BACKING_OFF(Action.UNDO, true),
    UNDO_STUCK(Action.UNDO, false),
    UNDONE(Action.UNDO, false);

    private final Action action;
    private final boolean waiting;

    Status(Action action, boolean waiting) {
        this.action = action;
        this.waiting = waiting;
    }

    /** The command this status is about. */
    public Action action() {
        return action;
    }

    /** Whether a reply or the end of a backoff is awaited. */
    public boolean waiting() {
        return waiting;
    }

    public boolean stuck() {
        return this == STUCK || this == UNDO_STUCK;
    }

    /** What the time that is running out is for, if any is running. */
    public @Nullable Wait waitsFor() {
        if (!waiting) {
            return null;
        }
        return this == SENT || this == UNDO_SENT ? Wait.REPLY : Wait.BACKOFF;
    }
}
