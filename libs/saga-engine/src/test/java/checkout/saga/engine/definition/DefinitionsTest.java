package checkout.saga.engine.definition;

import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.undo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import checkout.saga.engine.Command;
import checkout.saga.engine.Decision.Moved;
import checkout.saga.engine.Engine;
import checkout.saga.engine.Input;
import checkout.saga.engine.Outcome;
import checkout.saga.engine.state.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two versions side by side: a saga in flight goes on under its own. */
class DefinitionsTest {

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
        assertThat(Definitions.of(ONE, TWO).newest("order")).isEqualTo(new Definitions.Found.Known<>(TWO));
        assertThat(Definitions.of(TWO, ONE).all()).containsExactly(TWO, ONE);
    }

    @Test
    void goesOnUnderTheVersionASagaBeganWith() {
        Definitions<String> before = Definitions.of(ONE);
        Definitions<String> after = Definitions.of(ONE, TWO);

        Moved<String> begun = Engine.start(known(before.newest("order")), "o-1");
        Saga<String> own = known(after.find(begun.state().saga(), begun.state().version()));

        assertThat(afterReserving(own, begun)).extracting(Command::step).containsExactly("confirm");
        assertThat(afterReserving(TWO, Engine.start(TWO, "o-2")))
                .extracting(Command::step)
                .containsExactly("screen");
    }

    private static List<Command> afterReserving(Saga<String> saga, Moved<String> begun) {
        var reserved = new Input.Replied("reserve", Action.DO, 1, new Outcome.Done(null));
        return ((Moved<String>) Engine.decide(saga, begun.state(), begun.data(), reserved)).commands();
    }

    private static Saga<String> known(Definitions.Found<String> found) {
        return ((Definitions.Found.Known<String>) found).saga();
    }

    @Test
    void saysWhichVersionIsNotDeployed() {
        assertThat(Definitions.of(TWO).find("order", 1))
                .isEqualTo(new Definitions.Found.Unknown<>("saga 'order' is not deployed in version 1"));
        assertThat(Definitions.of(TWO).newest("refund"))
                .isEqualTo(new Definitions.Found.Unknown<>("saga 'refund' is not deployed in any version"));
    }

    @Test
    void refusesTheSameVersionTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Definitions.of(ONE, ONE))
                .withMessage("saga 'order' is defined twice in version 1");
    }
}
