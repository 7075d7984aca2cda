package checkout.saga.engine;

import checkout.saga.engine.state.SagaState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an input leads to. */
public sealed interface SagaDecision<D> {

    /** The saga has a new state, which may be its end. */
    record Moved<D>(SagaState state, D data, List<StepCommand> commands, List<TimerRequest> timerRequests)
            implements SagaDecision<D> {

        public Moved {
            commands = List.copyOf(commands);
            timerRequests = List.copyOf(timerRequests);
        }
    }

    /** The input changes nothing. */
    record Ignored<D>(IgnoredInputReason why) implements SagaDecision<D> {}

    /**
     * The input contradicts the saga's state. It changes nothing and is recorded for the operator.
     *
     * @param state null when the saga does not exist
     */
    record Impossible<D>(String finding, @Nullable SagaState state, SagaInput input) implements SagaDecision<D> {}
}
