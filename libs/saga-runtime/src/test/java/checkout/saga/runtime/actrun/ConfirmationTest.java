package checkout.saga.runtime.actrun;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;
import checkout.saga.runtime.actrun.Confirmation.Confirmed;
import checkout.saga.runtime.actrun.Confirmation.Failed;
import checkout.saga.runtime.actrun.Confirmation.Waiting;
import checkout.saga.runtime.drive.SentStep;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Red here: an act claims that something ran that did not, or waits for what has happened. */
class ConfirmationTest {
    private static final SentStep RETRIED = new SentStep("ship", StepAction.DO, 4);
    private static final SentStep UNDONE = new SentStep("pack", StepAction.UNDO, 1);

    @ParameterizedTest
    @EnumSource(names = {"SENT", "BACKING_OFF"})
    void aRetryWaitsAsLongAsItsStepIsNotAnswered(StepStatus status) {
        assertThat(look(RETRIED, null, step("ship", status))).isInstanceOf(Waiting.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE", "REFUSED"})
    void aRetryIsConfirmedByAnAnswerWhateverItSays(StepStatus status) {
        assertThat(look(RETRIED, null, step("ship", status))).isInstanceOf(Confirmed.class);
    }

    @Test
    void aRetryThatIsStuckAgainHasFailed() {
        assertThat(look(RETRIED, null, step("ship", StepStatus.STUCK)))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.why()).contains("stuck again"));
    }

    @Test
    void aRetryThatWasGivenUpHasFailed() {
        AbortCause timedOut = new AbortCause(AbortCause.Cause.TIMED_OUT, "ship", "no reply");
        assertThat(look(RETRIED, timedOut, step("ship", StepStatus.UNDO_SENT))).isInstanceOf(Failed.class);
    }

    @Test
    void aRetryThatWasDoneAndUndoneSinceWasAnswered() {
        AbortCause later = new AbortCause(AbortCause.Cause.REFUSED, "pay", "declined");
        SagaState now = state(later, SagaPhase.COMPENSATING, null, step("ship", StepStatus.UNDONE));
        assertThat(Confirmation.of(List.of(RETRIED), now, answered(4), true)).isInstanceOf(Confirmed.class);
        assertThat(Confirmation.of(List.of(RETRIED), now, answered(3), true))
                .as("an answer to an earlier attempt is none to this one")
                .isInstanceOf(Failed.class);
    }

    /** Of two steps at once one was refused, so the other is undone as well, whatever it would have answered. */
    @Test
    void aRetryThatIsUndoneBecauseOfAnotherStepWasNotAnsweredByThat() {
        AbortCause beside = new AbortCause(AbortCause.Cause.REFUSED, "bill", "declined");
        for (StepStatus undo : List.of(StepStatus.UNDO_SENT, StepStatus.UNDO_BACKING_OFF, StepStatus.UNDONE)) {
            assertThat(look(RETRIED, beside, step("ship", undo))).isInstanceOf(Failed.class);
        }
    }

    @Test
    void allThatWasSentHasToBeAnswered() {
        SagaState now =
                state(null, SagaPhase.WAITING, null, step("ship", StepStatus.DONE), step("bill", StepStatus.SENT));
        List<SentStep> sent = List.of(RETRIED, new SentStep("bill", StepAction.DO, 4));
        assertThat(Confirmation.of(sent, now, StepAnswers.NONE, true)).isEqualTo(new Waiting("'bill' is not answered"));
    }

    @Test
    void anUndoIsConfirmedByItsAnswer() {
        AbortCause operator = new AbortCause(AbortCause.Cause.OPERATOR, "pack", "why");
        assertThat(look(UNDONE, operator, step("pack", StepStatus.UNDO_SENT))).isInstanceOf(Waiting.class);
        assertThat(look(UNDONE, operator, step("pack", StepStatus.UNDO_STUCK))).isInstanceOf(Failed.class);
        assertThat(look(UNDONE, operator, step("pack", StepStatus.UNDONE))).isInstanceOf(Confirmed.class);
    }

    @Test
    void aSagaThatSomebodyElseHasEndedMeanwhileIsNotConfirmed() {
        SagaState ended = state(null, SagaPhase.RESOLVED, null, step("ship", StepStatus.SENT));
        assertThat(Confirmation.of(List.of(RETRIED), ended, StepAnswers.NONE, true))
                .isInstanceOf(Failed.class);
    }

    @Test
    void anOutcomeIsConfirmedOnceItsOwnerHasTakenIt() {
        List<SentStep> sent = List.of(new SentStep(Saga.RESOLUTION, StepAction.DO, 1));
        assertThat(Confirmation.of(sent, resolved(null), StepAnswers.NONE, true))
                .isInstanceOf(Waiting.class);
        assertThat(Confirmation.of(sent, resolved(true), StepAnswers.NONE, true))
                .isInstanceOf(Confirmed.class);
        assertThat(Confirmation.of(sent, resolved(null), StepAnswers.NONE, false))
                .isInstanceOf(Confirmed.class);
    }

    private static StepAnswers answered(int attempt) {
        return new StepAnswers(List.of(new SentStep("ship", StepAction.DO, attempt)));
    }

    private static SagaState resolved(@Nullable Boolean acknowledged) {
        return state(
                null,
                SagaPhase.RESOLVED,
                new SagaState.Resolution("ann", "why", SagaOutcome.COMPLETED, null, 1, acknowledged),
                step("ship", StepStatus.STUCK));
    }

    private static Confirmation look(SentStep sent, @Nullable AbortCause abort, StepState step) {
        return Confirmation.of(List.of(sent), state(abort, SagaPhase.WAITING, null, step), StepAnswers.NONE, true);
    }

    private static SagaState state(
            @Nullable AbortCause abort,
            SagaPhase phase,
            SagaState.@Nullable Resolution resolution,
            StepState... steps) {
        return new SagaState("parcel", 1, phase, true, Arrays.asList(steps), abort, null, resolution);
    }

    private static StepState step(String name, StepStatus status) {
        return new StepState(name, status, 4, 6, "no reply");
    }
}
