package checkout.saga.runtime.deadletter;

import checkout.messaging.Correlation;
import checkout.messaging.MessageTypeRegistry;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.StepState;
import checkout.saga.runtime.SagaChannels;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.audit.OperatorAction.Action;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.StoredSaga;
import checkout.saga.runtime.store.UnreadableSaga;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says what follows if a dead letter is redriven or discarded, as the letter's saga is now. */
@Component
class DeadLetterConsequences {
    private final SagaTypes types;
    private final MessageTypeRegistry messageTypes;
    private final SagaChannels channels;

    DeadLetterConsequences(SagaTypes types, MessageTypeRegistry messageTypes, SagaChannels channels) {
        this.types = types;
        this.messageTypes = messageTypes;
        this.channels = channels;
    }

    /** @param onlyWithForce whether it can only do harm, so that it is refused unless it is forced */
    record Consequence(String follows, boolean onlyWithForce) {
        static Consequence of(String follows) {
            return new Consequence(follows, false);
        }

        static Consequence harmful(String follows) {
            return new Consequence(follows, true);
        }
    }

    Consequence of(DeadLetter letter, Action action, @Nullable StoredSaga saga) {
        boolean redrive = action == Action.REDRIVE;
        Class<?> body = messageTypes
                .find(letter.type())
                .<Class<?>>map(MessageTypeRegistry.Entry::body)
                .orElse(null);
        if (body != null && types.isStart(body)) {
            return ofStart(letter, redrive, saga);
        }
        Correlation correlation = letter.correlation();
        if (correlation == null || (correlation.step() == null && (body == null || !types.isCancel(body)))) {
            return Consequence.of(
                    redrive ? "The consumers of its topic receive it again." : "Nobody receives it again.");
        }
        if (correlation.step() == null) {
            return ofCancel(redrive, saga);
        }
        return channels.participants().containsKey(letter.topic())
                ? ofCommand(correlation.step(), correlation.action(), redrive, saga)
                : ofReply(correlation.step(), redrive, saga);
    }

    private static Consequence ofStart(DeadLetter letter, boolean redrive, @Nullable StoredSaga saga) {
        if (saga != null) {
            return Consequence.of(
                    redrive
                            ? "The saga exists already, so nothing changes."
                            : "Nothing is lost, the saga exists already.");
        }
        String what =
                letter.sagaId() == null ? "what it is about" : letter.sagaId().toString();
        return redrive
                ? Consequence.of("It starts the saga.")
                : Consequence.harmful(
                        "It is the start of a saga that does not exist; without it, %s has no saga until its sender sends it again"
                                .formatted(what));
    }

    private Consequence ofCancel(boolean redrive, @Nullable StoredSaga saga) {
        if (!redrive) {
            return Consequence.of("The saga is not cancelled, and whoever requested it is told when the saga ends.");
        }
        if (saga == null) {
            return Consequence.of("There is no such saga, so the cancellation is refused.");
        }
        return Consequence.of(
                saga.phase().ended()
                        ? "The saga ended %s, so the cancellation is refused.".formatted(ending(saga))
                        : "The saga is cancelled, unless it is past its pivot.");
    }

    private Consequence ofReply(String step, boolean redrive, @Nullable StoredSaga saga) {
        if (saga == null) {
            return Consequence.of(redrive ? "There is no such saga; an anomaly is recorded." : "Nobody waits for it.");
        }
        return switch (saga.phase()) {
            case COMPLETED, COMPENSATED ->
                Consequence.of("The saga ended %s, so nothing changes.".formatted(ending(saga)));
            case RESOLVED ->
                Consequence.of(
                        !redrive || step.equals(Saga.RESOLUTION)
                                ? "The saga stays as an operator has resolved it."
                                : "An operator resolved the saga%s; an anomaly is recorded."
                                        .formatted(
                                                word(saga).map(" as "::concat).orElse("")));
            case WAITING, RETRYING, COMPENSATING, STUCK, COMPENSATION_STUCK ->
                Consequence.of(
                        redrive
                                ? "The saga takes the answer."
                                : "The saga sends its command again when its timer fires; a stuck one waits for a retry.");
        };
    }

    private Consequence ofCommand(String step, @Nullable String action, boolean redrive, @Nullable StoredSaga saga) {
        if (!redrive) {
            return Consequence.of(
                    saga == null || saga.phase().ended()
                            ? "Nobody waits for the command."
                            : "The saga sends the command again when its timer fires; a stuck one waits for a retry.");
        }
        return switch (saga) {
            case null ->
                Consequence.harmful(
                        "There is no such saga: the participant would carry the command out, and nothing would undo it");
            case StoredSaga any when step.equals(Saga.RESOLUTION) -> Consequence.of("The outcome is stated again.");
            case UnreadableSaga unreadable
            when unreadable.phase().ended() ->
                Consequence.harmful(
                        "The saga ended %s, and whether the participant would still carry the command out is not known"
                                .formatted(ending(unreadable)));
            case UnreadableSaga unreadable ->
                Consequence.of("The participant carries the command out unless it was undone; the answer is kept.");
            case SagaRow row
            when !row.phase().ended() -> ofCommandOfOpen(row.state().step(step), action);
            case SagaRow row -> ofCommandOfEnded(row, row.state().step(step), action);
        };
    }

    private static Consequence ofCommandOfOpen(@Nullable StepState step, @Nullable String action) {
        boolean undoing = step != null && step.status().action() == StepAction.UNDO;
        return Consequence.of(
                undoing && StepAction.DO.name().equals(action)
                        ? "The step is being undone: the command meets the undo at its participant and is refused."
                        : "The participant carries the command out, or answers again if it has done so.");
    }

    private Consequence ofCommandOfEnded(SagaRow saga, @Nullable StepState step, @Nullable String action) {
        String ended = "The saga ended %s: ".formatted(ending(saga));
        if (step == null) {
            return Consequence.harmful(ended + "the participant would carry out a command that was never sent");
        }
        boolean undo = StepAction.UNDO.name().equals(action);
        return switch (step.status()) {
            case UNDONE ->
                Consequence.of(ended
                        + (undo
                                ? "the participant answers again that it is undone."
                                : "this command meets its tombstone and is refused."));
            case REFUSED -> Consequence.of(ended + "the participant refuses the command again.");
            case DONE ->
                undo
                        ? Consequence.harmful(ended + "the participant would undo what stands")
                        : Consequence.of(ended + "the participant has done it and only answers again.");
            case SENT, BACKING_OFF, STUCK, UNDO_SENT, UNDO_BACKING_OFF, UNDO_STUCK ->
                Consequence.harmful(
                        ended + "the participant may carry the command out all the same, and nothing would undo it");
        };
    }

    private String ending(StoredSaga saga) {
        return word(saga).orElse("by hand");
    }

    /** How the saga ended in a word of its type; empty if that is not known. */
    private Optional<String> word(StoredSaga saga) {
        SagaOutcome outcome =
                switch (saga.phase()) {
                    case COMPLETED -> SagaOutcome.COMPLETED;
                    case COMPENSATED -> SagaOutcome.COMPENSATED;
                    case RESOLVED, WAITING, RETRYING, COMPENSATING, STUCK, COMPENSATION_STUCK ->
                        saga instanceof SagaRow row && row.state().resolution() != null
                                ? row.state().resolution().outcome()
                                : null;
                };
        return Optional.ofNullable(outcome).map(ended -> types.named(saga.type())
                .flatMap(SagaType::statedOutcome)
                .map(words -> words.word(ended))
                .orElse(ended.name()));
    }
}
