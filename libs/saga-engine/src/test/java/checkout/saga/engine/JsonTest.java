package checkout.saga.engine;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.state.Action;
import checkout.saga.engine.state.Phase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.Wait;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** State and timetable must go through Jackson and back without an annotation. */
class JsonTest {

    private static final JsonMapper PLAIN = JsonMapper.builder().build();
    private static final JsonMapper SMALL = JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                    ignored -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    @Test
    void stateComesBackFromJsonAsItWas() {
        for (Journal journal : List.of(
                new Journal(new Checkout.OrderPlaced("c-1"), List.of()),
                new Journal(
                        new Checkout.OrderPlaced("c-1"),
                        List.of(
                                new Input.TimedOut("reserve stock", Action.DO, 1, Wait.REPLY),
                                new Input.CancelRequested())),
                new Journal(
                        new Checkout.OrderPlaced("c-1"),
                        List.of(new Input.Replied(
                                "reserve stock", Action.DO, 1, new Outcome.Refused("OUT_OF_STOCK", null)))))) {
            SagaState state = journal.replay(Checkout.SAGA).last().state();

            assertThat(PLAIN.readValue(PLAIN.writeValueAsString(state), SagaState.class))
                    .isEqualTo(state);
            assertThat(SMALL.readValue(SMALL.writeValueAsString(state), SagaState.class))
                    .isEqualTo(state);
            SagaState resolved = state.parkedBecause("not deployed").resolvedBy("ann", "by hand");
            assertThat(SMALL.readValue(SMALL.writeValueAsString(resolved), SagaState.class))
                    .isEqualTo(resolved);
        }
    }

    @Test
    void staysSmallOnTheHappyPath() {
        SagaState state = new Journal(
                        new Checkout.OrderPlaced("c-1"),
                        List.of(
                                new Input.Replied("reserve stock", Action.DO, 1, new Outcome.Done(null)),
                                new Input.Replied(
                                        "authorize payment",
                                        Action.DO,
                                        1,
                                        new Outcome.Done(new Checkout.PaymentAuthorized("a-1")))))
                .replay(Checkout.SAGA)
                .last()
                .state();

        assertThat(state.phase()).isEqualTo(Phase.WAITING);
        assertThat(SMALL.writeValueAsString(state)).hasSizeLessThan(400);
    }

    @Test
    void timetableComesBackFromJsonAsItWas() {
        Timetable timetable = Timetable.EMPTY.after(
                Engine.start(Checkout.SAGA, new Checkout.OrderPlaced("c-1")),
                Instant.ofEpochMilli(1_000),
                most -> most);

        assertThat(timetable.at()).containsEntry("reserve stock", 11_000L).containsEntry("deadline", 121_000L);
        assertThat(PLAIN.readValue(PLAIN.writeValueAsString(timetable), Timetable.class))
                .isEqualTo(timetable);
    }
}
