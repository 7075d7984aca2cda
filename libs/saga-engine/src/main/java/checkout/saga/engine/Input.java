package checkout.saga.engine;

import checkout.saga.engine.state.Action;
import checkout.saga.engine.state.Wait;

/** What a saga can be told. */
public sealed interface Input {

    record Started(Object event) implements Input {}

    record Replied(String step, Action action, int attempt, Outcome outcome) implements Input {}

    /** A due time of one step came; what it was the end of is said, so that one rung twice is told from the next. */
    record TimedOut(String step, Action action, int attempt, Wait waitFor) implements Input {}

    record SagaDeadlinePassed() implements Input {}

    record CancelRequested() implements Input {}

    record OperatorSaid(Wish wish, String reason, String who) implements Input {

        public enum Wish {
            RETRY,
            COMPENSATE,
            RESOLVE
        }
    }
}
