package checkout.saga.testkit.matrix;

import static checkout.saga.engine.state.StepAction.DO;
import static checkout.saga.engine.state.StepAction.UNDO;
import static checkout.saga.testkit.matrix.SampleScenarios.command;
import static checkout.saga.testkit.matrix.SampleScenarios.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.StepOutcome;
import org.junit.jupiter.api.Test;

/** Red here: the simulated participants break the contract of real ones, so the matrix would pass a saga that fails. */
class ParticipantTest {
    private static final StepOutcome REFUSED = new StepOutcome.Refused("REFUSED", null);

    private final Participant participant = new Participant(scenario());

    @Test
    void actsOnceHoweverOftenTheCommandComes() {
        assertThat(participant.handle(command(DO, 1))).isEqualTo(new StepOutcome.Done("receipt"));
        assertThat(participant.handle(command(DO, 2))).isEqualTo(new StepOutcome.Done("receipt"));
        assertThat(participant.timesDone).isEqualTo(1);
        assertThat(participant.effectHolds()).isTrue();
    }

    @Test
    void undoesOnceHoweverOftenTheCommandComes() {
        participant.handle(command(DO, 1));
        assertThat(participant.handle(command(UNDO, 1))).isEqualTo(new StepOutcome.Done(null));
        assertThat(participant.handle(command(UNDO, 2))).isEqualTo(new StepOutcome.Done(null));
        assertThat(participant.timesUndone).isEqualTo(1);
        assertThat(participant.effectHolds()).isFalse();
    }

    @Test
    void refusesWhatWasUndoneBeforeItCame() {
        assertThat(participant.handle(command(UNDO, 1))).isEqualTo(new StepOutcome.Done(null));
        assertThat(participant.handle(command(DO, 1))).isEqualTo(REFUSED);
        assertThat(participant.timesDone).isZero();
        assertThat(participant.timesUndone).isZero();
        assertThat(participant.effectHolds()).isFalse();
    }

    @Test
    void refusesAsManyAttemptsAsItsBehaviourSays() {
        Participant refusing = new Participant(scenario().with(DO, "pay", new Behaviour(ReplyTiming.AT_ONCE, 1)));
        assertThat(refusing.handle(command(DO, 1))).isEqualTo(REFUSED);
        assertThat(refusing.handle(command(DO, 2))).isEqualTo(new StepOutcome.Done("receipt"));
    }
}
