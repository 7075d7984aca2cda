package checkout.saga.engine;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.SagaState.Resolution;
import java.util.List;

/**
 * Decides on the inputs of a saga that an operator has ended by hand: the reply to the stated outcome, another outcome as
 * long as none is taken, and the replies that were still on their way.
 */
final class ResolvedSagaRules<D> {

    private final SagaTransition<D> transition;
    private final SagaState before;

    ResolvedSagaRules(SagaTransition<D> transition, SagaState before) {
        this.transition = transition;
        this.before = before;
    }

    SagaDecision<D> decide(SagaInput input) {
        return switch (input) {
            case SagaInput.ResolveRequested requested -> resolveAgain(requested);
            case SagaInput.Replied replied when replied.step().equals(Saga.RESOLUTION) -> outcomeAnswered(replied);
            case SagaInput.Replied replied -> late(replied);
            case SagaInput.Started started -> transition.ignored(IgnoredInputReason.ALREADY_STARTED);
            case SagaInput.TimedOut timedOut -> transition.ignored(IgnoredInputReason.ALREADY_ENDED);
            case SagaInput.SagaDeadlinePassed passed -> transition.ignored(IgnoredInputReason.ALREADY_ENDED);
            case SagaInput.CancelRequested cancel -> transition.ignored(IgnoredInputReason.ALREADY_ENDED);
            case SagaInput.OperatorRequested requested -> transition.ignored(IgnoredInputReason.ALREADY_ENDED);
        };
    }

    /** An outcome that was refused is corrected, and one that got lost is sent again. */
    private SagaDecision<D> resolveAgain(SagaInput.ResolveRequested requested) {
        Resolution resolution = before.resolution();
        return resolution != null && resolution.hasBeenAcknowledged()
                ? transition.ignored(IgnoredInputReason.ALREADY_ENDED)
                : new ResolveRules<>(transition, before).decide(withForce(requested));
    }

    /** What was in flight when the saga ended is waited for no more. */
    private static SagaInput.ResolveRequested withForce(SagaInput.ResolveRequested requested) {
        return new SagaInput.ResolveRequested(
                requested.outcome(), true, requested.reason(), requested.note(), requested.who());
    }

    private SagaDecision<D> outcomeAnswered(SagaInput.Replied reply) {
        Resolution resolution = before.resolution();
        if (resolution == null || reply.attempt() > resolution.attempts()) {
            return transition.impossible("a reply to an outcome that was never stated", reply);
        }
        if (reply.attempt() < resolution.attempts()) {
            return transition.ignored(IgnoredInputReason.LATE_REPLY);
        }
        return switch (reply.outcome()) {
            case StepOutcome.Done done -> acknowledged(resolution);
            case StepOutcome.Refused refused ->
                transition.impossible(
                        "the outcome %s was refused, because it ended otherwise before: %s"
                                .formatted(resolution.outcome(), refused.reason()),
                        reply);
        };
    }

    private SagaDecision<D> acknowledged(Resolution resolution) {
        return resolution.hasBeenAcknowledged()
                ? transition.ignored(IgnoredInputReason.DUPLICATE_REPLY)
                : new SagaDecision.Moved<>(before.outcomeAcknowledged(), transition.data, List.of(), List.of());
    }

    /** A reply that would have moved the saga contradicts what the operator knew, or may; somebody has to look at it. */
    private SagaDecision<D> late(SagaInput.Replied reply) {
        return switch (new ReplyRules<>(transition, reply).decide()) {
            case SagaDecision.Moved<D> moved ->
                new SagaDecision.Impossible<>(
                        "'%s' was answered after the saga had been resolved".formatted(reply.step()), before, reply);
            case SagaDecision.Ignored<D> ignored -> ignored;
            case SagaDecision.Impossible<D> impossible -> impossible;
        };
    }
}
