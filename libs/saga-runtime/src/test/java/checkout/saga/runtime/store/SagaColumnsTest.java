package checkout.saga.runtime.store;

import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.nothingToUndo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.saga.engine.Timers;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.SagaState.Resolution;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red here: a row whose columns contradict each other is taken for a saga, or stops the sagas beside it. */
class SagaColumnsTest {
    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("01890000-0000-7000-8000-000000000002");

    private record Voyage(String ship) {
        Voyage {
            if (ship.equals("Titanic")) {
                throw new IllegalStateException("she has sunk");
            }
        }
    }

    private static final SagaJson JSON = new SagaJson(new SagaTypes(List.of(SagaType.of(
            Voyage.class,
            SagaVersions.of(Saga.named("voyage")
                    .startedBy(String.class, Voyage::new, nothingToUndo())
                    .step("board", Voyage::ship, mustSucceed())
                    .build())))));

    private static final String STATE = state("WAITING", "");
    private static final String DATA = "{\"ship\":\"Fram\"}";
    private static final String TIMERS = "{\"at\":{}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"saga":"cruise","version":1,"phase":"WAITING","pastPivot":false,"steps":[]}    | saga cruise, version 1, which its columns contradict
            {"saga":"voyage","version":2,"phase":"WAITING","pastPivot":false,"steps":[]}    | saga voyage, version 2, which its columns contradict
            {"saga":"voyage","version":1,"pastPivot":false,"steps":[]}                      | the state has no phase
            {"saga":"voyage","version":1,"phase":"WAITING","pastPivot":false,"steps":[{"status":"SENT","attempt":1,"maxAttempts":1}]} | a step of the state has no name
            {"saga":"voyage","version":1,"phase":"WAITING","pastPivot":false,"steps":[{"step":"sail","attempt":1,"maxAttempts":1}]}   | a step of the state has no status
            null                                                          | a column holds JSON null
            """)
    void aStateThatIsNoneCannotBeRead(String state, String reason) {
        assertThat(unreadable(state, DATA, TIMERS)).contains(reason);
    }

    @Test
    void neitherCanDataOrTimersThatAreNone() {
        assertThat(unreadable(STATE, "null", TIMERS)).contains("a column holds JSON null");
        assertThat(unreadable(STATE, DATA, "null")).contains("no timers");
        assertThat(unreadable(STATE, "{\"ship\":\"Titanic\"}", TIMERS)).contains("she has sunk");
    }

    @Test
    void whatCannotBeReadKeepsItsPlainColumns() {
        assertThat(JSON.read(columns(SagaPhase.STUCK, "no JSON", null, "{")))
                .isInstanceOfSatisfying(UnreadableSaga.class, saga -> {
                    assertThat(saga.type()).isEqualTo("voyage");
                    assertThat(saga.version()).isEqualTo(1);
                    assertThat(saga.phase()).isEqualTo(SagaPhase.STUCK);
                    assertThat(saga.parked()).isEqualTo("no JSON");
                });
    }

    @Test
    void aSagaIsParkedByItsColumnAlone() {
        SagaState parked =
                read(columns(SagaPhase.STUCK, "not deployed", null, STATE)).state();
        assertThat(parked.phase()).isEqualTo(SagaPhase.STUCK);
        assertThat(parked.parked()).isEqualTo("not deployed");
    }

    @Test
    void aSagaThatIsParkedByItsStateKeepsTheReason() {
        String state = state("STUCK", ",\"parked\":\"no phase\"");
        assertThat(read(columns(SagaPhase.STUCK, "no phase", null, state))
                        .state()
                        .parked())
                .isEqualTo("no phase");
        assertThat(read(columns(SagaPhase.STUCK, "not deployed", null, state))
                        .state()
                        .parked())
                .isEqualTo("no phase");
    }

    @Test
    void aSagaIsResolvedByItsColumnsAlone() {
        SagaState resolved = read(columns(SagaPhase.RESOLVED, null, SagaOutcome.COMPENSATED, STATE))
                .state();
        assertThat(resolved.phase()).isEqualTo(SagaPhase.RESOLVED);
        assertThat(resolved.resolution())
                .isEqualTo(new Resolution("an operator", "see the audit log", SagaOutcome.COMPENSATED, null, 1, null));
    }

    @Test
    void withoutAnOutcomeTheColumnsDoNotResolveIt() {
        assertThat(read(columns(SagaPhase.RESOLVED, null, null, STATE)).state().phase())
                .isEqualTo(SagaPhase.WAITING);
        assertThat(read(columns(SagaPhase.WAITING, null, SagaOutcome.COMPLETED, STATE))
                        .state()
                        .phase())
                .isEqualTo(SagaPhase.WAITING);
    }

    @Test
    void aSagaThatHasEndedStaysAsItEnded() {
        SagaState ended = read(columns(SagaPhase.RESOLVED, "late", SagaOutcome.COMPLETED, state("COMPENSATED", "")))
                .state();
        assertThat(ended.phase()).isEqualTo(SagaPhase.COMPENSATED);
        assertThat(ended.parked()).isNull();
        assertThat(ended.resolution()).isNull();
    }

    @Test
    void theAttemptsOfAnEarlierVersionAreReadAndWrittenAnew() {
        String earlier = "{\"saga\":\"voyage\",\"version\":1,\"phase\":\"WAITING\",\"pastPivot\":false,\"mast\":3,"
                + "\"steps\":[{\"step\":\"sail\",\"status\":\"SENT\",\"attempt\":1,\"of\":3,\"wind\":\"NE\"}]}";
        SagaRow row = read(columns(SagaPhase.WAITING, null, null, earlier));

        assertThat(row.state().steps().getFirst().maxAttempts()).isEqualTo(3);
        assertThat(row.stateJson())
                .contains("\"maxAttempts\":3", "\"mast\":3", "\"wind\":\"NE\"")
                .doesNotContain("\"of\"");
    }

    @Test
    void lockedSagasAreFoundWhetherTheyCanBeReadOrNot() {
        SagaRow readable = read(columns(SagaPhase.WAITING, null, null, STATE));
        UnreadableSaga unreadable = new UnreadableSaga(OTHER, "voyage", 1, SagaPhase.WAITING, null, "no JSON");
        LockedSagas locked = LockedSagas.of(Instant.EPOCH, List.of(unreadable, readable));

        assertThat(locked.find(ID)).isSameAs(readable);
        assertThat(locked.find(OTHER)).isSameAs(unreadable);
        assertThat(locked.find(new UUID(0, 1))).isNull();
        assertThat(locked.ids()).containsExactlyInAnyOrder(ID, OTHER);
    }

    @ParameterizedTest
    @CsvSource({"0, 1000", "60000, 3600000"})
    void anomaliesAreKeptForAsLongAsTheSettingsSay(long keep, long every) {
        assertThat(new AnomalySettings(Duration.ofMillis(keep), Duration.ofMillis(every)).keep())
                .hasMillis(keep);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1000, 'checkout.anomalies.keep is PT-0.001S; it must be zero or more'",
        "0, 999, 'checkout.anomalies.every is PT0.999S; it must be at least one second'"
    })
    void settingsThatWouldDeleteThemAtOnceOrAllTheTimeAreRefused(long keep, long every, String message) {
        assertThatThrownBy(() -> new AnomalySettings(Duration.ofMillis(keep), Duration.ofMillis(every)))
                .hasMessage(message);
    }

    private static String state(String phase, String more) {
        return "{\"saga\":\"voyage\",\"version\":1,\"phase\":\"%s\",\"pastPivot\":false,\"steps\":[]%s}"
                .formatted(phase, more);
    }

    private static String unreadable(String state, String data, String timers) {
        StoredSaga saga =
                JSON.read(new SagaJson.Columns(ID, "voyage", 1, SagaPhase.WAITING, null, null, state, data, timers));
        assertThat(saga).isInstanceOf(UnreadableSaga.class);
        return ((UnreadableSaga) saga).reason();
    }

    private static SagaJson.Columns columns(
            SagaPhase phase, @Nullable String parked, @Nullable SagaOutcome resolvedAs, String state) {
        return new SagaJson.Columns(ID, "voyage", 1, phase, parked, resolvedAs, state, DATA, TIMERS);
    }

    private static SagaRow read(SagaJson.Columns columns) {
        StoredSaga saga = JSON.read(columns);
        assertThat(saga).isInstanceOf(SagaRow.class);
        assertThat(((SagaRow) saga).timers()).isEqualTo(Timers.EMPTY);
        return (SagaRow) saga;
    }
}
