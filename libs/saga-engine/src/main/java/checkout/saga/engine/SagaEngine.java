package checkout.saga.engine;

import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import org.jspecify.annotations.Nullable;

/** Decides what a saga does next; the same arguments always give the same decision. */
public final class SagaEngine {

    private SagaEngine() {}

    /** The first decision of a saga. */
    public static <D> Moved<D> start(Saga<D> saga, Object event) {
        SagaTransition<D> transition = SagaTransition.first(saga, event);
        new SagaProgression<>(transition).begin();
        return transition.moved();
    }

    /** The decision for a saga that may not exist yet; state and data are either both given or both null. */
    public static <D> SagaDecision<D> decide(
            Saga<D> saga, @Nullable SagaState state, @Nullable D data, SagaInput input) {
        if (state == null || data == null) {
            return input instanceof SagaInput.Started started
                    ? start(saga, started.event())
                    : new Impossible<>("the saga does not exist", state, input);
        }
        if (!state.saga().equals(saga.name()) || state.version() != saga.version()) {
            throw new IllegalArgumentException("Indicates a bug: a saga '" + state.saga() + "' of version "
                    + state.version() + " was given to '" + saga.name() + "' of version " + saga.version());
        }
        SagaTransition<D> transition = new SagaTransition<>(saga, state, data);
        if (state.phase().ended() && !(input instanceof SagaInput.Started)) {
            return state.phase() == SagaPhase.RESOLVED
                    ? new ResolvedSagaRules<>(transition, state).decide(input)
                    : new Ignored<>(IgnoredInputReason.ALREADY_ENDED);
        }
        return switch (input) {
            case SagaInput.Started started -> new Ignored<>(IgnoredInputReason.ALREADY_STARTED);
            case SagaInput.Replied replied -> new ReplyRules<>(transition, replied).decide();
            case SagaInput.TimedOut timedOut -> new TimeoutRules<>(transition, timedOut).decide();
            case SagaInput.SagaDeadlinePassed passed -> new UndoAndRetryRules<>(transition).deadlinePassed();
            case SagaInput.CancelRequested cancel -> new UndoAndRetryRules<>(transition).cancel();
            case SagaInput.OperatorRequested requested -> new UndoAndRetryRules<>(transition).requested(requested);
            case SagaInput.ResolveRequested requested -> new ResolveRules<>(transition, state).decide(requested);
        };
    }
}
