package checkout.lab.stack.part;

import java.util.Locale;

/** The state of a part. */
public enum PartState {
    READY,
    /** The process is running but does not answer, or reports that it is not ready. */
    NOT_READY,
    /** The process was started and has ended. */
    DEAD,
    /** The process was not started or was stopped. */
    STOPPED;

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
