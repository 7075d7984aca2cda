package checkout.lab.stack.part;

import java.util.Locale;

/** How a part is doing. */
public enum PartState {
    READY,
    /** The process runs but does not answer, or says it is not ready. */
    NOT_READY,
    /** It was started and is gone. */
    DEAD,
    /** It is not meant to run. */
    STOPPED;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
