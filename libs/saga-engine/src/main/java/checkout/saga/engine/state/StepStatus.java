package checkout.saga.engine.state;

import org.jspecify.annotations.Nullable;

/** How far one step has come, there and back. */
public enum StepStatus {
    SENT(StepAction.DO, true),
    BACKING_OFF(StepAction.DO, true),
    STUCK(StepAction.DO, false),
    DONE(StepAction.DO, false),
    REFUSED(StepAction.DO, false),
    UNDO_SENT(StepAction.UNDO, true),
    UNDO_BACKING_OFF(StepAction.UNDO, true),
    UNDO_STUCK(StepAction.UNDO, false),
    UNDONE(StepAction.UNDO, false);

    private final StepAction action;
    private final boolean waiting;

    StepStatus(StepAction action, boolean waiting) {
        this.action = action;
        this.waiting = waiting;
    }

    /** The command this status is about. */
    public StepAction action() {
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
    public @Nullable TimerKind waitsFor() {
        if (!waiting) {
            return null;
        }
        return this == SENT || this == UNDO_SENT ? TimerKind.REPLY : TimerKind.BACKOFF;
    }
}
