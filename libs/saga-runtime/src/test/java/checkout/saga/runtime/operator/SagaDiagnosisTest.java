package checkout.saga.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.SagaState.Resolution;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;
import checkout.saga.runtime.operator.SagaDetail.Finding;
import checkout.saga.runtime.operator.SagaDetail.Letter;
import checkout.saga.runtime.store.UnreadableSaga;
import checkout.saga.runtime.timeline.PendingReply;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Red here: an operator who is called at night reads the wrong reason why a saga does not advance. */
class SagaDiagnosisTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final PendingReply HOTEL =
            new PendingReply("travel-service", "hotels.BookHotel.v1", "book hotel", "DO", 2, 3, NOON);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SENT             | 'book hotel' was requested (attempt 2 of 3).
            UNDO_SENT        | The undo of 'book hotel' was requested (attempt 2 of 3).
            BACKING_OFF      | 'book hotel' will be retried after attempt 2 of 3: no reply.
            UNDO_BACKING_OFF | The undo of 'book hotel' will be retried after attempt 2 of 3: no reply.
            STUCK            | 'book hotel' is stuck after attempt 2 of 3: no reply. Retry sends the command again.
            UNDO_STUCK       | The undo of 'book hotel' is stuck after attempt 2 of 3: no reply. Retry sends the command again.
            """)
    void saysWhatASagaWaitsFor(StepStatus status, String sentence) {
        assertThat(diagnosis(saga(SagaPhase.WAITING, null, step("book hotel", status)), List.of()))
                .containsExactly(sentence);
    }

    @Test
    void saysWhichServiceWasAskedWhen() {
        SagaState sent = saga(SagaPhase.WAITING, null, step("book hotel", StepStatus.SENT));
        SagaState stuck = saga(SagaPhase.STUCK, null, step("book hotel", StepStatus.STUCK));

        assertThat(diagnosis(sent, List.of(owed("book flight"), HOTEL)))
                .containsExactly("'book hotel' was requested (attempt 2 of 3); the last command to travel-service was"
                        + " hotels.BookHotel.v1 at 2026-11-21T12:00:00Z.");
        assertThat(diagnosis(stuck, List.of(HOTEL)))
                .containsExactly(
                        "'book hotel' is stuck after attempt 2 of 3: no reply; the last command to travel-service"
                                + " was hotels.BookHotel.v1 at 2026-11-21T12:00:00Z. Retry sends the command again.");
        assertThat(diagnosis(sent, List.of(owed("book hotel"))))
                .containsExactly(
                        "'book hotel' was requested (attempt 2 of 3); the last command to car-service was cars.Rent.v1.");
        assertThat(diagnosis(sent, List.of(owed("book flight"))))
                .containsExactly("'book hotel' was requested (attempt 2 of 3).");
    }

    @ParameterizedTest
    @EnumSource(
            value = StepStatus.class,
            names = {"DONE", "REFUSED", "UNDONE"})
    void saysNothingOfStepsThatWaitForNothing(StepStatus status) {
        assertThat(diagnosis(saga(SagaPhase.WAITING, null, step("book hotel", status)), List.of(HOTEL)))
                .isEmpty();
    }

    @Test
    void speaksOfEveryStepThatWaits() {
        SagaState both = saga(
                SagaPhase.WAITING,
                null,
                step("rent a car", StepStatus.SENT),
                step("book flight", StepStatus.DONE),
                step("book hotel", StepStatus.STUCK));
        assertThat(diagnosis(both, List.of()))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("'rent a car' was requested"),
                        second -> assertThat(second).startsWith("'book hotel' is stuck"));
    }

    @Test
    void aSagaThatIsNotDeployedWaitsForItsVersion() {
        SagaState parked = saga(SagaPhase.STUCK, "saga 'trip' is not deployed in version 3");
        assertThat(SagaDiagnosis.of(
                        parked, summary("saga 'trip' is not deployed in version 3"), List.of(), List.of(), List.of()))
                .containsExactly(
                        "saga 'trip' is not deployed in version 3; the saga goes on when that version is deployed"
                                + " again.");
    }

    @Test
    void aParkedSagaIsTriedAgain() {
        assertThat(diagnosis(saga(SagaPhase.STUCK, "it cannot be decided: NullPointerException"), List.of()))
                .singleElement()
                .asString()
                .startsWith("The saga is parked: it cannot be decided: NullPointerException.");
    }

    @ParameterizedTest
    @CsvSource({"true, that is acknowledged.", ", that is not acknowledged yet."})
    void saysHowAnOperatorEndedTheSaga(@Nullable Boolean acknowledged, String sentence) {
        SagaState resolved = new SagaState(
                "trip",
                1,
                SagaPhase.RESOLVED,
                false,
                List.of(),
                null,
                null,
                new Resolution("ann", "why", SagaOutcome.COMPLETED, null, 1, acknowledged));
        assertThat(diagnosis(resolved, List.of()))
                .singleElement()
                .asString()
                .startsWith("ann resolved it as COMPLETED; " + sentence);
    }

    @Test
    void aDamagedRowIsRepaired() {
        var damaged =
                new UnreadableSaga(new UUID(0, 1), "trip", 1, SagaPhase.WAITING, null, true, "its row cannot be read");
        assertThat(SagaDiagnosis.ofUnreadable(damaged, List.of(), List.of()))
                .containsExactly(
                        "The saga cannot go on and nobody can act on it: its row cannot be read. Repair the row, or restore it from a backup.");
    }

    @Test
    void aSagaThatCannotBeReadIsRepairedOrResolved() {
        assertThat(SagaDiagnosis.ofUnreadable(unreadable(SagaPhase.WAITING), List.of(letter("no body")), List.of()))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("The saga cannot go on: its row cannot be read."),
                        second -> assertThat(second).startsWith("Open dead letters: 1"));
        assertThat(SagaDiagnosis.ofUnreadable(unreadable(SagaPhase.COMPLETED), List.of(), List.of()))
                .singleElement()
                .asString()
                .startsWith("The saga has ended, and its row cannot be read.");
    }

    @Test
    void anEndedSagaWaitsForNothing() {
        SagaState ended = saga(SagaPhase.RESOLVED, "not deployed", step("book hotel", StepStatus.STUCK));
        assertThat(diagnosis(ended, List.of(HOTEL))).isEmpty();
    }

    @Test
    void pointsToDeadLettersAndAnomalies() {
        List<Letter> letters = List.of(letter("it has no body"), letter("older"));
        List<Finding> findings = List.of(finding("a reply to a command that was never sent"), finding("older"));
        assertThat(SagaDiagnosis.of(saga(SagaPhase.WAITING, null), summary(null), List.of(), letters, findings))
                .containsExactly(
                        "Open dead letters: 2, the latest because it has no body; redrive them once the cause is fixed, or"
                                + " discard them.",
                        "Recorded anomalies: 2, the latest: a reply to a command that was never sent.");
    }

    private static List<String> diagnosis(SagaState state, List<PendingReply> owed) {
        return SagaDiagnosis.of(state, summary(null), owed, List.of(), List.of());
    }

    private static SagaState saga(SagaPhase phase, @Nullable String parked, StepState... steps) {
        return new SagaState("trip", 1, phase, false, List.of(steps), null, parked, null);
    }

    private static StepState step(String name, StepStatus status) {
        return new StepState(name, status, 2, 3, "no reply");
    }

    private static PendingReply owed(String step) {
        return new PendingReply("car-service", "cars.Rent.v1", step, "DO", 2, 3, null);
    }

    private static Letter letter(String reason) {
        return new Letter(new UUID(0, 1), "checkout.replies", "trips.Booked.v1", reason, NOON, null, null, null);
    }

    private static Finding finding(String finding) {
        return new Finding(NOON, finding, "state", "input", "IMPOSSIBLE");
    }

    private static UnreadableSaga unreadable(SagaPhase phase) {
        return new UnreadableSaga(new UUID(0, 1), "trip", 1, phase, null, "its row cannot be read");
    }

    private static SagaSummary summary(@Nullable String notDeployed) {
        return new SagaSummary(
                new UUID(0, 1),
                "trip",
                "WAITING",
                null,
                null,
                null,
                null,
                null,
                null,
                1,
                NOON,
                NOON,
                0,
                false,
                notDeployed,
                null);
    }
}
