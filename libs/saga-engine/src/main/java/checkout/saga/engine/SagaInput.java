package checkout.saga.engine;

import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.TimerKind;

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
            RESOLVE
        }
    }
}
