package checkout.saga.engine;

import checkout.saga.engine.definition.Abort;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.state.Action;
import checkout.saga.engine.state.Status;
import checkout.saga.engine.state.StepState;

/** Decides what a participant's reply means to the step as it stands now. */
final class Replies<D> {

    private final Turn<D> turn;
    private final Input.Replied reply;

    Replies(Turn<D> turn, Input.Replied reply) {
        this.turn = turn;
        this.reply = reply;
    }

    Decision<D> decide() {
        Step<D> step = turn.saga.stepNamed(reply.step());
        StepState state = turn.find(reply.step());
        if (step == null || state == null) {
            return impossible("a reply from a step that was never asked");
        }
        Action stands = state.status().action();
        if (reply.action() == Action.DO && (stands == Action.UNDO)) {
            return turn.ignored(NoOp.LATE_REPLY);
        }
        if (stands != reply.action() || reply.attempt() > state.attempt() || reply.attempt() < 1) {
            return impossible("a reply to a command that was never sent");
        }
        return stands == Action.DO ? answered(step, state) : undoAnswered(step, state);
    }

    private Decision<D> answered(Step<D> step, StepState state) {
        boolean done = reply.outcome() instanceof Outcome.Done;
        if (state.status() == Status.DONE || state.status() == Status.REFUSED) {
            return done == (state.status() == Status.DONE)
                    ? turn.ignored(NoOp.DUPLICATE_REPLY)
                    : impossible("a step that says it was done and says it was refused");
        }
        return reply.outcome() instanceof Outcome.Refused refused
                ? refused(step, state, refused.reason())
                : done(step, state, (Outcome.Done) reply.outcome());
    }

    private Decision<D> done(Step<D> step, StepState state, Outcome.Done done) {
        Step.OnReply<D> onReply = step.onReply();
        if (onReply != null) {
            Object payload = done.payload();
            if (payload == null || !onReply.type().isInstance(payload)) {
                return impossible("a done-reply without the " + onReply.type().getSimpleName() + " it must carry");
            }
            turn.data = onReply.take().apply(turn.data, payload);
        }
        new Forward<>(turn).done(step, state);
        return turn.moved();
    }

    private Decision<D> refused(Step<D> step, StepState state, String reason) {
        if (reply.attempt() <= Turn.attemptsBeforeThisRun(step, state)) {
            return turn.ignored(NoOp.LATE_REPLY);
        }
        if (step.mustSucceed()) {
            return heardBefore(state, Status.STUCK)
                    ? turn.ignored(NoOp.DUPLICATE_REPLY)
                    : stuck(state.with(Status.STUCK, refusal(reason)));
        }
        turn.put(state.with(Status.REFUSED, refusal(reason)));
        new Backward<>(turn).abort(Abort.Cause.REFUSED, step.name(), reason);
        return turn.moved();
    }

    private Decision<D> stuck(StepState state) {
        turn.put(state);
        return turn.moved();
    }

    private Decision<D> undoAnswered(Step<D> step, StepState state) {
        if (reply.outcome() instanceof Outcome.Refused refused) {
            return undoRefused(step, state, refused.reason());
        }
        if (state.status() == Status.UNDONE) {
            return turn.ignored(NoOp.DUPLICATE_REPLY);
        }
        turn.put(state.with(Status.UNDONE, null));
        new Backward<>(turn).goOn();
        return turn.moved();
    }

    private Decision<D> undoRefused(Step<D> step, StepState state, String reason) {
        if (state.status() != Status.UNDO_SENT || reply.attempt() < state.attempt()) {
            // only the last attempt can fail, and once: it has failed already, or a newer one is on its way
            boolean again = reply.attempt() == state.attempt() && heardBefore(state, state.status());
            return turn.ignored(again ? NoOp.DUPLICATE_REPLY : NoOp.LATE_REPLY);
        }
        new Failures<>(turn).undoFailed(step, state, refusal(reason));
        return turn.moved();
    }

    private boolean heardBefore(StepState state, Status status) {
        return state.status() == status
                && reply.outcome() instanceof Outcome.Refused refused
                && refusal(refused.reason()).equals(state.lastError());
    }

    private static String refusal(String reason) {
        return "refused: " + reason;
    }

    private Decision<D> impossible(String finding) {
        return turn.impossible(finding, reply);
    }
}
