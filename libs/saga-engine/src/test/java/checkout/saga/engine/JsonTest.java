package checkout.saga.engine;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.TimerKind;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** State and timers must survive JSON without annotations. */
class JsonTest {

    private static final JsonMapper PLAIN = JsonMapper.builder().build();
    private static final JsonMapper SMALL = JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                    ignored -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    @Test
    void stateSurvivesJson() {
        for (SagaJournal journal : List.of(
                new SagaJournal(new Checkout.OrderPlaced("c-1"), List.of()),
                new SagaJournal(
                        new Checkout.OrderPlaced("c-1"),
                        List.of(
                                new SagaInput.TimedOut("reserve stock", StepAction.DO, 1, TimerKind.REPLY),
                                new SagaInput.CancelRequested())),
                new SagaJournal(
                        new Checkout.OrderPlaced("c-1"),
                        List.of(new SagaInput.Replied(
                                "reserve stock", StepAction.DO, 1, new StepOutcome.Refused("OUT_OF_STOCK", null)))))) {
            SagaState state = journal.replay(Checkout.SAGA).last().state();

            assertThat(PLAIN.readValue(PLAIN.writeValueAsString(state), SagaState.class))
                    .isEqualTo(state);
            assertThat(SMALL.readValue(SMALL.writeValueAsString(state), SagaState.class))
                    .isEqualTo(state);
            SagaState resolved = state.parkedBecause("not deployed")
                    .resolved("ann", "by hand", SagaOutcome.COMPLETED, "paid in cash");
            assertThat(SMALL.readValue(SMALL.writeValueAsString(resolved), SagaState.class))
                    .isEqualTo(resolved);
        }
    }

    @Test
    void stateStaysSmallOnTheHappyPath() {
        SagaState state = new SagaJournal(
                        new Checkout.OrderPlaced("c-1"),
                        List.of(
                                new SagaInput.Replied("reserve stock", StepAction.DO, 1, new StepOutcome.Done(null)),
                                new SagaInput.Replied(
                                        "authorize payment",
                                        StepAction.DO,
                                        1,
                                        new StepOutcome.Done(new Checkout.PaymentAuthorized("a-1")))))
                .replay(Checkout.SAGA)
                .last()
                .state();

        assertThat(state.phase()).isEqualTo(SagaPhase.WAITING);
        assertThat(SMALL.writeValueAsString(state)).hasSizeLessThan(400);
    }

    @Test
    void timersSurviveJson() {
        Timers timers = Timers.EMPTY.after(
                SagaEngine.start(Checkout.SAGA, new Checkout.OrderPlaced("c-1")),
                Instant.ofEpochMilli(1_000),
                bound -> bound);

        assertThat(timers.at()).containsEntry("reserve stock", 11_000L).containsEntry("deadline", 121_000L);
        assertThat(PLAIN.readValue(PLAIN.writeValueAsString(timers), Timers.class))
                .isEqualTo(timers);
    }
}
