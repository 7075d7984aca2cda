package checkout.saga.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.definition.AbortCause;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Red here: an operator is shown another step or another reason than the one that holds the saga up. */
class SagaStateTest {
    private static final AbortCause CANCELLED = new AbortCause(AbortCause.Cause.CANCELLED, "pay", "cancelled");

    @Test
    void theForemostStepHasTheMostAttempts() {
        SagaState state = saga(
                SagaPhase.RETRYING,
                step("reserve", StepStatus.DONE, 9),
                step("pay", StepStatus.SENT, 2),
                step("ship", StepStatus.BACKING_OFF, 3),
                step("print", StepStatus.SENT, 3));

        assertThat(state.foremost()).isEqualTo(step("ship", StepStatus.BACKING_OFF, 3));
        assertThat(state.lastError()).isEqualTo("error of ship");
        assertThat(state.current()).extracting(StepState::step).containsExactly("pay", "ship", "print");
        assertThat(state.stuckReason()).isNull();
    }

    @Test
    void aStuckStepComesBeforeAllOthers() {
        SagaState state = saga(
                SagaPhase.COMPENSATION_STUCK,
                step("reserve", StepStatus.UNDO_SENT, 9),
                step("pay", StepStatus.UNDO_STUCK, 1),
                step("ship", StepStatus.STUCK, 2));

        assertThat(state.foremost()).isEqualTo(step("pay", StepStatus.UNDO_STUCK, 1));
        assertThat(state.current()).hasSize(3);
        assertThat(state.stuckReason()).isEqualTo("undo of 'pay' error of pay; 'ship' error of ship");
    }

    @ParameterizedTest
    @EnumSource(
            value = SagaPhase.class,
            names = {"COMPLETED", "COMPENSATED", "RESOLVED"})
    void anEndedSagaIsHeldUpByNothing(SagaPhase ended) {
        SagaState state = saga(ended, step("pay", StepStatus.STUCK, 1), step("ship", StepStatus.SENT, 1));

        assertThat(ended.ended()).isTrue();
        assertThat(state.foremost()).isNull();
        assertThat(state.lastError()).isNull();
        assertThat(state.current()).isEmpty();
        assertThat(state.stuckReason()).isNull();
        assertThat(state.parkedBecause("not deployed")).isSameAs(state);
    }

    @Test
    void aParkedSagaIsStuckForTheReasonGiven() {
        SagaState going = saga(SagaPhase.WAITING, step("pay", StepStatus.STUCK, 1));

        SagaState parked = going.parkedBecause("version 2 is not deployed");
        assertThat(parked.phase()).isEqualTo(SagaPhase.STUCK);
        assertThat(parked.stuckReason()).isEqualTo("version 2 is not deployed");
        assertThat(parked.steps()).isEqualTo(going.steps());
        assertThat(undone(going.steps()).parkedBecause("x").phase()).isEqualTo(SagaPhase.COMPENSATION_STUCK);
    }

    @Test
    void aSagaThatIsNotParkedIsNotResumed() {
        SagaState stuck = saga(SagaPhase.STUCK, step("pay", StepStatus.SENT, 1));
        assertThat(stuck.resumed()).isSameAs(stuck);
        assertThat(stuck.parkedBecause("not deployed").resumed().phase()).isEqualTo(SagaPhase.WAITING);
    }

    @Test
    void findsAStepByItsName() {
        SagaState state = saga(SagaPhase.WAITING, step("pay", StepStatus.DONE, 1), step("ship", StepStatus.SENT, 1));
        assertThat(state.step("ship")).isEqualTo(step("ship", StepStatus.SENT, 1));
        assertThat(state.step("print")).isNull();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            SENT,             DO,   true,  false, REPLY
            BACKING_OFF,      DO,   true,  false, BACKOFF
            STUCK,            DO,   false, true,  -
            DONE,             DO,   false, false, -
            REFUSED,          DO,   false, false, -
            UNDO_SENT,        UNDO, true,  false, REPLY
            UNDO_BACKING_OFF, UNDO, true,  false, BACKOFF
            UNDO_STUCK,       UNDO, false, true,  -
            UNDONE,           UNDO, false, false, -
            """)
    void aStatusSaysWhatItWaitsFor(
            StepStatus status, StepAction action, boolean waiting, boolean stuck, @Nullable TimerKind timer) {
        assertThat(status.action()).isEqualTo(action);
        assertThat(status.waiting()).isEqualTo(waiting);
        assertThat(status.stuck()).isEqualTo(stuck);
        assertThat(status.waitsFor()).isEqualTo(timer);
    }

    @ParameterizedTest
    @EnumSource(SagaPhase.class)
    void onlyTheTwoStuckPhasesAreStuck(SagaPhase phase) {
        assertThat(phase.stuck()).isEqualTo(phase == SagaPhase.STUCK || phase == SagaPhase.COMPENSATION_STUCK);
    }

    private static SagaState saga(SagaPhase phase, StepState... steps) {
        return new SagaState("order", 1, phase, false, List.of(steps), null, null, null);
    }

    private static SagaState undone(List<StepState> steps) {
        return new SagaState("order", 1, SagaPhase.COMPENSATING, false, steps, CANCELLED, null, null);
    }

    private static StepState step(String name, StepStatus status, int attempt) {
        return new StepState(name, status, attempt, 9, "error of " + name);
    }
}
