package checkout.saga.engine.state;

import checkout.saga.engine.definition.AbortCause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of a whole saga as an operator sees it. */
public enum SagaPhase {
    /** A first attempt is in flight. */
    WAITING,
    /** A step that was not answered is being retried. */
    RETRYING,
    COMPENSATING,
    /** A step needs the operator, and the saga cannot be undone. */
    STUCK,
    /** At least one undo needs the operator; the others continue. */
    COMPENSATION_STUCK,
    COMPLETED,
    COMPENSATED,
    /** Ended by the operator. */
    RESOLVED;

    /** The phase of a saga whose steps are in these states. */
    public static SagaPhase of(List<StepState> steps, @Nullable AbortCause abort) {
        boolean waiting = false;
        boolean retrying = false;
        for (StepState step : steps) {
            if (step.status().stuck()) {
                return abort == null ? STUCK : COMPENSATION_STUCK;
            }
            waiting |= step.status().waiting();
            retrying |=
                    step.status() == StepStatus.BACKING_OFF || (step.status() == StepStatus.SENT && step.attempt() > 1);
        }
        if (!waiting) {
            return abort == null ? COMPLETED : COMPENSATED;
        }
        if (abort != null) {
            return COMPENSATING;
        }
        return retrying ? RETRYING : WAITING;
    }

    public boolean ended() {
        return this == COMPLETED || this == COMPENSATED || this == RESOLVED;
    }

    public boolean stuck() {
        return this == STUCK || this == COMPENSATION_STUCK;
    }
}
