package checkout.saga.engine.state;

import org.jspecify.annotations.Nullable;

/** How far a step, or its undo, has come. */
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

    /** The command that this status is about. */
    public StepAction action() {
        return action;
    }

    /** Whether the step waits for a reply or for the end of a backoff. */
    public boolean waiting() {
        return waiting;
    }

    public boolean stuck() {
        return this == STUCK || this == UNDO_STUCK;
    }

    /** The kind of timer that is set, if any. */
    public @Nullable TimerKind waitsFor() {
        if (!waiting) {
            return null;
        }
        return this == SENT || this == UNDO_SENT ? TimerKind.REPLY : TimerKind.BACKOFF;
    }
}
