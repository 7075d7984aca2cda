package checkout.saga.engine.definition;

/**
 * Why a saga turned round, as its undo commands may want to say.
 *
 * @param step the step at which it turned; for a group the first of its steps that was in flight
 * @param reason the refusal's reason, or what the operator wrote, or the code of the cause
 */
public record AbortCause(Cause cause, String step, String reason) {

    public enum Cause {
        REFUSED,
        TIMED_OUT,
        DEADLINE_PASSED,
        CANCELLED,
        OPERATOR
    }

    /** One stable word: the participant's own for a refusal, otherwise TIMED_OUT, CANCELLED or OPERATOR. */
    public String code() {
        return switch (cause) {
            case REFUSED -> reason;
            case TIMED_OUT, DEADLINE_PASSED -> "TIMED_OUT";
            case CANCELLED -> "CANCELLED";
            case OPERATOR -> "OPERATOR";
        };
    }
}
