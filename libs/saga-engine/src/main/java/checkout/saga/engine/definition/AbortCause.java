package checkout.saga.engine.definition;

/**
 * Why a saga was aborted, for the undo commands that report it.
 *
 * @param step the step at which it was aborted; in a group the first step in flight
 * @param reason the participant's or the operator's reason, or a description of the cause
 */
public record AbortCause(Cause cause, String step, String reason) {

    public enum Cause {
        REFUSED,
        TIMED_OUT,
        DEADLINE_PASSED,
        CANCELLED,
        OPERATOR
    }

    /** A stable code: the participant's for a refusal, otherwise TIMED_OUT, CANCELLED or OPERATOR. */
    public String code() {
        return switch (cause) {
            case REFUSED -> reason;
            case TIMED_OUT, DEADLINE_PASSED -> "TIMED_OUT";
            case CANCELLED -> "CANCELLED";
            case OPERATOR -> "OPERATOR";
        };
    }
}
