package checkout.saga.engine;

import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;

/** Decides on a participant's reply, depending on the state of its step. */
final class ReplyRules<D> {

    private final SagaTransition<D> transition;
    private final SagaInput.Replied reply;

    ReplyRules(SagaTransition<D> transition, SagaInput.Replied reply) {
        this.transition = transition;
        this.reply = reply;
    }

    SagaDecision<D> decide() {
        Step<D> step = transition.saga.stepNamed(reply.step());
        StepState state = transition.find(reply.step());
        if (step == null || state == null) {
            return impossible("a reply from a step that was never sent");
        }
        StepAction current = state.status().action();
        if (reply.action() == StepAction.DO && current == StepAction.UNDO) {
            return transition.ignored(IgnoredInputReason.LATE_REPLY);
        }
        if (current != reply.action() || reply.attempt() > state.attempt() || reply.attempt() < 1) {
            return impossible("a reply to a command that was never sent");
        }
        return switch (reply.outcome()) {
            case StepOutcome.Done done -> current == StepAction.DO ? done(step, state, done) : undone(state);
            case StepOutcome.Refused refused ->
                current == StepAction.DO
                        ? refused(step, state, refused.reason())
                        : undoRefused(step, state, refused.reason());
        };
    }

    private SagaDecision<D> done(Step<D> step, StepState state, StepOutcome.Done done) {
        if (state.status() == StepStatus.DONE) {
            return transition.ignored(IgnoredInputReason.DUPLICATE_REPLY);
        }
        if (state.status() == StepStatus.REFUSED) {
            return contradictory();
        }
        Step.OnReply<D> onReply = step.onReply();
        if (onReply != null) {
            Object payload = done.payload();
            if (payload == null || !onReply.type().isInstance(payload)) {
                return impossible("a done-reply without the " + onReply.type().getSimpleName() + " it must carry");
            }
            transition.data = onReply.take().apply(transition.data, payload);
        }
        new SagaProgression<>(transition).done(step, state);
        return transition.moved();
    }

    private SagaDecision<D> refused(Step<D> step, StepState state, String reason) {
        if (state.status() == StepStatus.REFUSED) {
            return transition.ignored(IgnoredInputReason.DUPLICATE_REPLY);
        }
        if (state.status() == StepStatus.DONE) {
            return contradictory();
        }
        // the refusal of a step that must succeed may be what the operator has fixed; a pivot's answer is final
        if (!step.pivot() && reply.attempt() <= SagaTransition.attemptsBeforeThisRun(step, state)) {
            return transition.ignored(IgnoredInputReason.LATE_REPLY);
        }
        if (step.mustSucceed()) {
            return stuck(state, refusal(reason));
        }
        transition.put(state.with(StepStatus.REFUSED, refusal(reason)));
        transition.pastPivot = false;
        new SagaCompensation<>(transition).abort(AbortCause.Cause.REFUSED, step.name(), reason);
        return transition.moved();
    }

    private SagaDecision<D> stuck(StepState state, String error) {
        if (state.status() == StepStatus.STUCK && error.equals(state.lastError())) {
            return transition.ignored(IgnoredInputReason.DUPLICATE_REPLY);
        }
        transition.put(state.with(StepStatus.STUCK, error));
        return transition.moved();
    }

    private SagaDecision<D> undone(StepState state) {
        if (state.status() == StepStatus.UNDONE) {
            return transition.ignored(IgnoredInputReason.DUPLICATE_REPLY);
        }
        transition.put(state.with(StepStatus.UNDONE, null));
        new SagaCompensation<>(transition).sendNextUndos();
        return transition.moved();
    }

    /** Only the last attempt can fail, and only once: it has failed before, or a newer one is on its way. */
    private SagaDecision<D> undoRefused(Step<D> step, StepState state, String reason) {
        String error = refusal(reason);
        if (state.status() != StepStatus.UNDO_SENT || reply.attempt() < state.attempt()) {
            boolean duplicate = reply.attempt() == state.attempt() && error.equals(state.lastError());
            return transition.ignored(duplicate ? IgnoredInputReason.DUPLICATE_REPLY : IgnoredInputReason.LATE_REPLY);
        }
        new StepFailureRules<>(transition).undoFailed(step, state, error);
        return transition.moved();
    }

    private static String refusal(String reason) {
        return "refused: " + reason;
    }

    private SagaDecision<D> contradictory() {
        return impossible("a step that says it was done and says it was refused");
    }

    private SagaDecision<D> impossible(String finding) {
        return transition.impossible(finding, reply);
    }
}
