package checkout.saga.runtime.store;

import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.nothingToUndo;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.Timers;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Red here: a saga is stored as something else than it is, so that nobody finds it, or an upgrade loses a part of it. */
class SagaRowTest {
    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");

    private record Voyage(String ship, @Nullable Integer cabin) {}

    private static final SagaJson JSON = new SagaJson(new SagaTypes(List.of(SagaType.of(
            Voyage.class,
            SagaVersions.of(Saga.named("voyage")
                    .startedBy(String.class, ship -> new Voyage(ship, null), nothingToUndo())
                    .step("board", Voyage::ship, mustSucceed())
                    .build())))));

    private static final StepState DONE = new StepState("board", StepStatus.DONE, 1, 3, null);
    private static final StepState SENT = new StepState("sail", StepStatus.SENT, 2, 4, "no reply");

    @Test
    void readsWhatItWrote() {
        SagaState state = saga("voyage", SagaPhase.RETRYING, DONE, SENT);
        SagaRow row = row(read(columns(state, "{\"ship\":\"Beagle\",\"cabin\":3}", "{\"at\":{\"sail\":7}}")));

        assertThat(row.state()).isEqualTo(state);
        assertThat(row.data()).isEqualTo(new Voyage("Beagle", 3));
        assertThat(row.timers()).isEqualTo(new Timers(Map.of("sail", 7L)));
        assertThat(row.dataJson()).isEqualTo("{\"ship\":\"Beagle\",\"cabin\":3}");
        assertThat(row.stateJson()).isEqualTo(SagaJson.write(state));
    }

    @Test
    void leavesOutWhatIsNotThere() {
        assertThat(SagaJson.write(new Voyage("Beagle", null))).isEqualTo("{\"ship\":\"Beagle\"}");
    }

    @Test
    void dataOfATypeThatIsNotDeployedStaysJson() {
        SagaRow row = row(read(columns(saga("cruise", SagaPhase.WAITING), "{\"deck\": 7}", "{\"at\":{}}")));
        assertThat(row.data()).isInstanceOfSatisfying(JsonNode.class, data -> assertThat(
                        data.at("/deck").asInt())
                .isEqualTo(7));
        assertThat(row.dataJson()).isEqualTo("{\"deck\": 7}");
    }

    @Test
    void aRowThatCannotBeReadIsAValue() {
        assertThat(read(columns(saga("voyage", SagaPhase.WAITING), "{", "{\"at\":{}}")))
                .isInstanceOfSatisfying(UnreadableSaga.class, saga -> {
                    assertThat(saga.id()).isEqualTo(ID);
                    assertThat(saga.phase()).isEqualTo(SagaPhase.WAITING);
                    assertThat(saga.reason()).startsWith("its row cannot be read: ");
                });
    }

    @Test
    void aFieldThatThisVersionDoesNotKnowIsWrittenBack() {
        SagaRow row = row(
                read(columns(saga("voyage", SagaPhase.WAITING), "{\"ship\":\"Beagle\",\"mast\":3}", "{\"at\":{}}")));
        SagaRow moved = row.with(saga("voyage", SagaPhase.RETRYING), row.data(), Timers.EMPTY);

        assertThat(moved.dataJson()).isEqualTo("{\"ship\":\"Beagle\",\"mast\":3}");
        assertThat(moved.with(new Timers(Map.of())).dataJson()).isEqualTo("{\"ship\":\"Beagle\",\"mast\":3}");
        assertThat(moved.with(moved.state(), new Voyage("Fram", 1), Timers.EMPTY)
                        .dataJson())
                .contains("\"ship\":\"Fram\"", "\"cabin\":1", "\"mast\":3");
    }

    @Test
    void changedDataAreWrittenAnew() {
        SagaRow row = row(read(columns(saga("voyage", SagaPhase.WAITING), "{\"ship\":\"Beagle\"}", "{\"at\":{}}")));
        assertThat(row.with(row.state(), new Voyage("Fram", 1), row.timers()).dataJson())
                .isEqualTo("{\"ship\":\"Fram\",\"cabin\":1}");
        assertThat(SagaRow.started(ID, row.state(), new Voyage("Fram", 2), row.timers())
                        .dataJson())
                .isEqualTo("{\"ship\":\"Fram\",\"cabin\":2}");
    }

    @Test
    void isFoundByTheStepThatItWaitsFor() {
        SagaRow row = row(saga("voyage", SagaPhase.RETRYING, DONE, SENT), Timers.EMPTY);
        assertThat(row.step()).isEqualTo("sail");
        assertThat(row.attempt()).isEqualTo(2);
        assertThat(row.attempts()).isEqualTo(4);
    }

    @Test
    void anEndedSagaWaitsForNoStep() {
        SagaRow row = row(saga("voyage", SagaPhase.RESOLVED, DONE, SENT), Timers.EMPTY);
        assertThat(row.step()).isNull();
        assertThat(row.attempt()).isNull();
        assertThat(row.attempts()).isNull();
    }

    @Test
    void isDueWithItsEarliestTimer() {
        Timers timers = new Timers(Map.of("sail", 7L, "board", 5L));
        assertThat(row(saga("voyage", SagaPhase.WAITING, SENT), timers).deadline())
                .isEqualTo(Instant.ofEpochMilli(5));
        assertThat(row(saga("voyage", SagaPhase.WAITING, SENT), Timers.EMPTY).deadline())
                .isNull();
        assertThat(row(saga("voyage", SagaPhase.STUCK, SENT).parkedBecause("not deployed"), timers)
                        .deadline())
                .isEqualTo(Instant.ofEpochMilli(5));
    }

    @ParameterizedTest
    @EnumSource(
            value = SagaPhase.class,
            names = {"COMPLETED", "COMPENSATED", "RESOLVED"})
    void anEndedSagaIsNeverDue(SagaPhase ended) {
        assertThat(row(saga("voyage", ended, SENT), new Timers(Map.of("sail", 7L)))
                        .deadline())
                .isNull();
    }

    private static StoredSaga read(SagaJson.Columns columns) {
        return JSON.read(columns);
    }

    private static SagaRow row(StoredSaga saga) {
        assertThat(saga).isInstanceOf(SagaRow.class);
        return (SagaRow) saga;
    }

    private static SagaJson.Columns columns(SagaState state, String data, String timers) {
        return new SagaJson.Columns(
                ID, state.saga(), state.version(), state.phase(), null, null, SagaJson.write(state), data, timers);
    }

    private static SagaRow row(SagaState state, Timers timers) {
        return SagaRow.started(ID, state, new Voyage("Beagle", null), timers);
    }

    private static SagaState saga(String type, SagaPhase phase, StepState... steps) {
        return new SagaState(type, 1, phase, false, List.of(steps), null, null, null);
    }
}
