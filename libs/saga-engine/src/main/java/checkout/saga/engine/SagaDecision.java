package checkout.saga.engine;

import checkout.saga.engine.state.SagaState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes of an input. */
public sealed interface SagaDecision<D> {

    /** The saga went on; it has ended if the new state's phase says so. */
    record Moved<D>(SagaState state, D data, List<StepCommand> commands, List<TimerRequest> timerRequests)
            implements SagaDecision<D> {

        public Moved {
            commands = List.copyOf(commands);
            timerRequests = List.copyOf(timerRequests);
        }
    }

    /** State and data stay as they are. */
    record Ignored<D>(IgnoredReason why) implements SagaDecision<D> {}

    /**
     * What cannot be if everybody keeps the contract; state and data stay as they are, and this is kept for the operator.
     *
     * @param state null when the input was for a saga that is not there
     */
    record Impossible<D>(String finding, @Nullable SagaState state, SagaInput input) implements SagaDecision<D> {}
}
