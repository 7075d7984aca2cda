package checkout.saga.engine;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.Checkout.OrderPlaced;
import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaInput.Replied;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.StepAction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Red here: a replay of a saga's inputs gives another saga. */
class SagaJournalTest {

    @Test
    void replaysEveryDecisionInOrder() {
        SagaInput reserved = new Replied("reserve stock", StepAction.DO, 1, new StepOutcome.Done(null));
        SagaJournal.Replay<Checkout> replay = new SagaJournal(
                        new OrderPlaced("c-1"), List.of(reserved, reserved, new SagaInput.CancelRequested()))
                .replay(Checkout.SAGA);

        assertThat(replay.commands())
                .extracting(command -> command.action() + " " + command.step())
                .containsExactly("DO reserve stock", "DO authorize payment", "UNDO authorize payment");
        assertThat(replay.decisions()).hasSize(4);
        assertThat(replay.decisions().get(2)).isEqualTo(new Ignored<>(IgnoredInputReason.DUPLICATE_REPLY));
        assertThat(replay.last()).isEqualTo(replay.decisions().getLast());
        assertThat(replay.last().state().phase()).isEqualTo(SagaPhase.COMPENSATING);
    }
}
