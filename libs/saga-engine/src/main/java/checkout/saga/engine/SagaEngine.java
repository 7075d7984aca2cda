package checkout.saga.engine;

import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaState;
import org.jspecify.annotations.Nullable;

/** Decides what a saga does next; the same arguments always give the same decision. */
public final class SagaEngine {

    private SagaEngine() {}

    /** The first decision of a saga. */
    public static <D> Moved<D> start(Saga<D> saga, Object event) {
        Transition<D> transition = Transition.first(saga, event);
        new Progression<>(transition).begin();
        return transition.moved();
    }

    /** The decision for a saga that may not be there; state and data are either both there or both null. */
    public static <D> SagaDecision<D> decide(
            Saga<D> saga, @Nullable SagaState state, @Nullable D data, SagaInput input) {
        if (state == null || data == null) {
            return input instanceof SagaInput.Started started
                    ? start(saga, started.event())
                    : new Impossible<>("there is no such saga", state, input);
        }
        if (!state.saga().equals(saga.name()) || state.version() != saga.version()) {
            throw new IllegalArgumentException("Indicates a bug: a saga '" + state.saga() + "' of version "
                    + state.version() + " was given to '" + saga.name() + "' of version " + saga.version());
        }
        if (input instanceof SagaInput.Started) {
            return new Ignored<>(IgnoredReason.ALREADY_STARTED);
        }
        if (state.phase().ended()) {
            return new Ignored<>(IgnoredReason.ALREADY_ENDED);
        }
        return decide(new Transition<>(saga, state, data), state, input);
    }

    private static <D> SagaDecision<D> decide(Transition<D> transition, SagaState state, SagaInput input) {
        if (input instanceof SagaInput.Replied replied) {
            return new ReplyRules<>(transition, replied).decide();
        }
        if (input instanceof SagaInput.TimedOut timedOut) {
            return new TimeoutRules<>(transition, timedOut).decide();
        }
        if (input instanceof SagaInput.OperatorRequested said) {
            return new OperatorRules<>(transition, state).operatorSaid(said);
        }
        return input instanceof SagaInput.CancelRequested
                ? new OperatorRules<>(transition, state).cancel()
                : new OperatorRules<>(transition, state).deadlinePassed();
    }
}
