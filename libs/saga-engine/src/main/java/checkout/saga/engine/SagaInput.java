package checkout.saga.engine;

import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.TimerKind;

/** What a saga can be told. */
public sealed interface SagaInput {

    record Started(Object event) implements SagaInput {}

    record Replied(String step, StepAction action, int attempt, StepOutcome outcome) implements SagaInput {}

    /** A due time of one step came; what it was the end of is said, so that one rung twice is told from the next. */
    record TimedOut(String step, StepAction action, int attempt, TimerKind waitFor) implements SagaInput {}

    record SagaDeadlinePassed() implements SagaInput {}

    record CancelRequested() implements SagaInput {}

    record OperatorRequested(Request request, String reason, String who) implements SagaInput {

        public enum Request {
            RETRY,
            COMPENSATE,
            RESOLVE
        }
    }
}
