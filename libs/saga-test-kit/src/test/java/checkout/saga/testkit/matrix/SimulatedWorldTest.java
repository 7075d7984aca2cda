package checkout.saga.testkit.matrix;

import static checkout.saga.testkit.matrix.SampleScenarios.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.StepAction;
import checkout.saga.testkit.matrix.InjectedFault.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Red here: the simulation loses messages or crashes elsewhere than it was told, so that the matrix tests something else. */
class SimulatedWorldTest {

    @ParameterizedTest
    @CsvSource({"NONE", "EVERYTHING_TWICE", "CRASH_BEFORE_COMMIT", "CRASH_AFTER_COMMIT_BEFORE_PUBLISH"})
    void everyParticipantActsOnceWhateverFaultIsInjected(Kind kind) {
        SimulatedWorld<String> world = new SimulatedWorld<>(scenario(), new InjectedFault(kind, 1));
        SimulatedOrchestrator<String> orchestrator = world.run();

        assertThat(orchestrator.state().phase()).isEqualTo(SagaPhase.COMPLETED);
        assertThat(world.participants()).containsOnlyKeys("reserve", "pay");
        assertThat(world.participants().values())
                .allSatisfy(participant -> assertThat(participant.timesDone).isEqualTo(1))
                .allMatch(Participant::effectHolds);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 1_200})
    void aMessageThatArrivesTogetherWithATimerIsHandledFirst(long moment) {
        SagaScenario<String> interrupted = scenario()
                .with(StepAction.DO, "reserve", Behaviour.done(ReplyTiming.NEVER))
                .cancelledAt(moment);
        SimulatedOrchestrator<String> orchestrator = new SimulatedWorld<>(interrupted, InjectedFault.NONE).run();

        assertThat(ExpectedOutcome.of(interrupted).commands()).containsExactly("DO reserve #1", "UNDO reserve #1");
        assertThat(orchestrator.outbox)
                .extracting(command -> command.action() + " " + command.step() + " #" + command.attempt())
                .containsExactly("DO reserve #1", "UNDO reserve #1");
    }

    @Test
    void aSagaThatDoesNotComeToRestFailsItsTest() {
        SagaScenario<String> endless = SagaScenario.of(SampleScenarios.saga(6_000), "ann", MatrixOptions.DEFAULT)
                .with(StepAction.DO, "reserve", Behaviour.done(ReplyTiming.NEVER));
        SimulatedWorld<String> world = new SimulatedWorld<>(endless, InjectedFault.NONE);

        assertThatThrownBy(world::run)
                .isInstanceOf(AssertionError.class)
                .hasMessage("The saga does not come to rest: sample {DO reserve=done NEVER}");
    }

    @Test
    void aFaultStrikesAtItsInputOnly() {
        InjectedFault fault = new InjectedFault(Kind.CRASH_BEFORE_COMMIT, 2);
        assertThat(fault.crashesAt(Kind.CRASH_BEFORE_COMMIT, 2)).isTrue();
        assertThat(fault.crashesAt(Kind.CRASH_BEFORE_COMMIT, 1)).isFalse();
        assertThat(fault.crashesAt(Kind.CRASH_AFTER_COMMIT_BEFORE_PUBLISH, 2)).isFalse();
    }
}
