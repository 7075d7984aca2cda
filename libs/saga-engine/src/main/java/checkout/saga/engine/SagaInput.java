package checkout.saga.engine;

import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.TimerKind;
import org.jspecify.annotations.Nullable;

/** What can happen to a saga. */
public sealed interface SagaInput {

    record Started(Object event) implements SagaInput {}

    record Replied(String step, StepAction action, int attempt, StepOutcome outcome) implements SagaInput {}

    /** A timer of a step fired; kind and attempt tell a timer that fires twice from the next one. */
    record TimedOut(String step, StepAction action, int attempt, TimerKind waitFor) implements SagaInput {}

    record SagaDeadlinePassed() implements SagaInput {}

    record CancelRequested() implements SagaInput {}

    record OperatorRequested(Request request, String reason, String who) implements SagaInput {

        public enum Request {
            RETRY,
            COMPENSATE,
            CANCEL
        }
    }

    /**
     * An operator ends the saga by hand.
     *
     * @param outcome how it ended, to be told to whoever owns the saga's business row
     * @param force also while a command is in flight; a reply that comes later is recorded as an anomaly
     * @param note what was done outside
     */
    record ResolveRequested(
            SagaOutcome outcome,
            boolean force,
            String reason,
            @Nullable String note,
            String who) implements SagaInput {}
}
