package checkout.saga.engine;

import checkout.saga.engine.Decision.Ignored;
import checkout.saga.engine.Decision.Impossible;
import checkout.saga.engine.Decision.Moved;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaState;
import org.jspecify.annotations.Nullable;

/** Decides what a saga does next; the same arguments always give the same decision. */
public final class Engine {

    private Engine() {}

    /** The first decision of a saga. */
    public static <D> Moved<D> start(Saga<D> saga, Object event) {
        Turn<D> turn = Turn.first(saga, event);
        new Forward<>(turn).begin();
        return turn.moved();
    }

    /** The decision for a saga that may not be there; state and data are either both there or both null. */
    public static <D> Decision<D> decide(Saga<D> saga, @Nullable SagaState state, @Nullable D data, Input input) {
        if (state == null || data == null) {
            return input instanceof Input.Started started
                    ? start(saga, started.event())
                    : new Impossible<>("there is no such saga", state, input);
        }
        if (!state.saga().equals(saga.name()) || state.version() != saga.version()) {
            throw new IllegalArgumentException("Indicates a bug: a saga '" + state.saga() + "' of version "
                    + state.version() + " was given to '" + saga.name() + "' of version " + saga.version());
        }
        if (input instanceof Input.Started) {
            return new Ignored<>(NoOp.ALREADY_STARTED);
        }
        if (state.phase().ended()) {
            return new Ignored<>(NoOp.ALREADY_ENDED);
        }
        return decide(new Turn<>(saga, state, data), state, input);
    }

    private static <D> Decision<D> decide(Turn<D> turn, SagaState state, Input input) {
        if (input instanceof Input.Replied replied) {
            return new Replies<>(turn, replied).decide();
        }
        if (input instanceof Input.TimedOut timedOut) {
            return new Timeouts<>(turn, timedOut).decide();
        }
        if (input instanceof Input.OperatorSaid said) {
            return new Requests<>(turn, state).operatorSaid(said);
        }
        return input instanceof Input.CancelRequested
                ? new Requests<>(turn, state).cancel()
                : new Requests<>(turn, state).deadlinePassed();
    }
}
