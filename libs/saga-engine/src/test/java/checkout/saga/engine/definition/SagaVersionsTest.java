package checkout.saga.engine.definition;

import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.undo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.SagaEngine;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.StepCommand;
import checkout.saga.engine.StepOutcome;
import checkout.saga.engine.state.StepAction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two versions side by side: a saga in flight continues under its own. */
class SagaVersionsTest {

    private static final Saga<String> ONE =
            saga(1).step("confirm", data -> "confirm", mustSucceed()).build();
    private static final Saga<String> TWO = saga(2).step("screen", data -> "screen", undo((String data) -> "unscreen"))
            .step("confirm", data -> "confirm", mustSucceed())
            .build();

    private static SagaBuilder<String> saga(int version) {
        return Saga.named("order")
                .version(version)
                .startedBy(String.class, data -> data, undo((String data) -> "reject"))
                .step("reserve", data -> "reserve", undo((String data) -> "release"));
    }

    @Test
    void startsNewSagasUnderTheNewestVersion() {
        assertThat(SagaVersions.of(ONE, TWO).newest("order")).isEqualTo(new SagaVersions.Lookup.Known<>(TWO));
        assertThat(SagaVersions.of(TWO, ONE).all()).containsExactly(TWO, ONE);
    }

    @Test
    void continuesUnderTheVersionASagaBeganWith() {
        SagaVersions<String> before = SagaVersions.of(ONE);
        SagaVersions<String> after = SagaVersions.of(ONE, TWO);

        Moved<String> started = SagaEngine.start(known(before.newest("order")), "o-1");
        Saga<String> own =
                known(after.find(started.state().saga(), started.state().version()));

        assertThat(afterReserving(own, started)).extracting(StepCommand::step).containsExactly("confirm");
        assertThat(afterReserving(TWO, SagaEngine.start(TWO, "o-2")))
                .extracting(StepCommand::step)
                .containsExactly("screen");
    }

    private static List<StepCommand> afterReserving(Saga<String> saga, Moved<String> started) {
        var reserved = new SagaInput.Replied("reserve", StepAction.DO, 1, new StepOutcome.Done(null));
        return ((Moved<String>) SagaEngine.decide(saga, started.state(), started.data(), reserved)).commands();
    }

    private static Saga<String> known(SagaVersions.Lookup<String> found) {
        return ((SagaVersions.Lookup.Known<String>) found).saga();
    }

    @Test
    void saysWhichVersionIsNotDeployed() {
        assertThat(SagaVersions.of(TWO).find("order", 1))
                .isEqualTo(new SagaVersions.Lookup.Unknown<>("saga 'order' is not deployed in version 1"));
        assertThat(SagaVersions.of(TWO).newest("refund"))
                .isEqualTo(new SagaVersions.Lookup.Unknown<>("saga 'refund' is not deployed in any version"));
    }

    @Test
    void refusesTheSameVersionTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SagaVersions.of(ONE, ONE))
                .withMessage("saga 'order' is defined twice in version 1");
    }
}
