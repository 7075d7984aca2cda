package checkout.saga.runtime.drive;

import static checkout.saga.engine.state.SagaOutcome.COMPENSATED;
import static checkout.saga.engine.state.SagaOutcome.COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Red here: an operator ends a saga by hand and is not told what stays as it is, or is warned of nothing. */
class ResolveConsequencesTest {

    @ParameterizedTest
    @EnumSource(
            value = StepStatus.class,
            names = {"SENT", "BACKING_OFF", "STUCK"})
    void whatWasRequestedMayStillHappen(StepStatus status) {
        assertThat(of(COMPLETED, status)).containsExactly("'pay' may have taken effect, or may still take effect.");
        assertThat(of(COMPENSATED, status))
                .containsExactly("'pay' may have taken effect, or may still take effect; nothing undoes it.");
    }

    @ParameterizedTest
    @EnumSource(
            value = StepStatus.class,
            names = {"UNDO_SENT", "UNDO_BACKING_OFF", "UNDO_STUCK"})
    void whatIsBeingUndoneMayStandWhateverTheOutcome(StepStatus status) {
        for (SagaOutcome outcome : SagaOutcome.values()) {
            assertThat(of(outcome, status))
                    .containsExactly("the undo of 'pay' may not have taken effect, or may still take effect.");
        }
    }

    @Test
    void whatContradictsTheOutcomeIsNamed() {
        assertThat(of(COMPENSATED, StepStatus.DONE)).containsExactly("'pay' was done and is not undone.");
        assertThat(of(COMPLETED, StepStatus.UNDONE)).containsExactly("'pay' is undone and is not done again.");
        assertThat(of(COMPLETED, StepStatus.REFUSED)).containsExactly("'pay' was refused and is not done.");
    }

    @Test
    void whatAgreesWithTheOutcomeIsNot() {
        assertThat(of(COMPLETED, StepStatus.DONE)).isEmpty();
        assertThat(of(COMPENSATED, StepStatus.UNDONE)).isEmpty();
        assertThat(of(COMPENSATED, StepStatus.REFUSED)).isEmpty();
    }

    @Test
    void theStartIsTheBusinessRowWhoseOwnerIsTold() {
        assertThat(of(COMPENSATED, step(Saga.START, StepStatus.DONE), step("pay", StepStatus.DONE)))
                .containsExactly("'pay' was done and is not undone.");
    }

    private static List<String> of(SagaOutcome outcome, StepStatus status) {
        return of(outcome, step("pay", status));
    }

    private static List<String> of(SagaOutcome outcome, StepState... steps) {
        return ResolveConsequences.of(
                new SagaState("buy", 1, SagaPhase.STUCK, false, Arrays.asList(steps), null, null, null), outcome);
    }

    private static StepState step(String name, StepStatus status) {
        return new StepState(name, status, 1, 3, null);
    }
}
