package checkout.saga.engine;

import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;

/** Decides what a participant's reply means to the step as it stands now. */
final class ReplyRules<D> {

    private final Transition<D> transition;
    private final SagaInput.Replied reply;

    ReplyRules(Transition<D> transition, SagaInput.Replied reply) {
        this.transition = transition;
        this.reply = reply;
    }

    SagaDecision<D> decide() {
        Step<D> step = transition.saga.stepNamed(reply.step());
        StepState state = transition.find(reply.step());
        if (step == null || state == null) {
            return impossible("a reply from a step that was never asked");
        }
        StepAction stands = state.status().action();
        if (reply.action() == StepAction.DO && (stands == StepAction.UNDO)) {
            return transition.ignored(IgnoredReason.LATE_REPLY);
        }
        if (stands != reply.action() || reply.attempt() > state.attempt() || reply.attempt() < 1) {
            return impossible("a reply to a command that was never sent");
        }
        return stands == StepAction.DO ? answered(step, state) : undoAnswered(step, state);
    }

    private SagaDecision<D> answered(Step<D> step, StepState state) {
        boolean done = reply.outcome() instanceof StepOutcome.Done;
        if (state.status() == StepStatus.DONE || state.status() == StepStatus.REFUSED) {
            return done == (state.status() == StepStatus.DONE)
                    ? transition.ignored(IgnoredReason.DUPLICATE_REPLY)
                    : impossible("a step that says it was done and says it was refused");
        }
        return reply.outcome() instanceof StepOutcome.Refused refused
                ? refused(step, state, refused.reason())
                : done(step, state, (StepOutcome.Done) reply.outcome());
    }

    private SagaDecision<D> done(Step<D> step, StepState state, StepOutcome.Done done) {
        Step.OnReply<D> onReply = step.onReply();
        if (onReply != null) {
            Object payload = done.payload();
            if (payload == null || !onReply.type().isInstance(payload)) {
                return impossible("a done-reply without the " + onReply.type().getSimpleName() + " it must carry");
            }
            transition.data = onReply.take().apply(transition.data, payload);
        }
        new Progression<>(transition).done(step, state);
        return transition.moved();
    }

    private SagaDecision<D> refused(Step<D> step, StepState state, String reason) {
        // the refusal of a step that must succeed may be what the operator has fixed; a pivot's answer is final
        if (!step.pivot() && reply.attempt() <= Transition.attemptsBeforeThisRun(step, state)) {
            return transition.ignored(IgnoredReason.LATE_REPLY);
        }
        if (step.mustSucceed()) {
            return heardBefore(state, StepStatus.STUCK)
                    ? transition.ignored(IgnoredReason.DUPLICATE_REPLY)
                    : stuck(state.with(StepStatus.STUCK, refusal(reason)));
        }
        transition.put(state.with(StepStatus.REFUSED, refusal(reason)));
        transition.pastPivot = false;
        new Compensation<>(transition).abort(AbortCause.Cause.REFUSED, step.name(), reason);
        return transition.moved();
    }

    private SagaDecision<D> stuck(StepState state) {
        transition.put(state);
        return transition.moved();
    }

    private SagaDecision<D> undoAnswered(Step<D> step, StepState state) {
        if (reply.outcome() instanceof StepOutcome.Refused refused) {
            return undoRefused(step, state, refused.reason());
        }
        if (state.status() == StepStatus.UNDONE) {
            return transition.ignored(IgnoredReason.DUPLICATE_REPLY);
        }
        transition.put(state.with(StepStatus.UNDONE, null));
        new Compensation<>(transition).goOn();
        return transition.moved();
    }

    private SagaDecision<D> undoRefused(Step<D> step, StepState state, String reason) {
        if (state.status() != StepStatus.UNDO_SENT || reply.attempt() < state.attempt()) {
            // only the last attempt can fail, and once: it has failed already, or a newer one is on its way
            boolean again = reply.attempt() == state.attempt() && heardBefore(state, state.status());
            return transition.ignored(again ? IgnoredReason.DUPLICATE_REPLY : IgnoredReason.LATE_REPLY);
        }
        new FailureRules<>(transition).undoFailed(step, state, refusal(reason));
        return transition.moved();
    }

    private boolean heardBefore(StepState state, StepStatus status) {
        return state.status() == status
                && reply.outcome() instanceof StepOutcome.Refused refused
                && refusal(refused.reason()).equals(state.lastError());
    }

    private static String refusal(String reason) {
        return "refused: " + reason;
    }

    private SagaDecision<D> impossible(String finding) {
        return transition.impossible(finding, reply);
    }
}
