package checkout.saga.runtime.drive;

import static checkout.saga.runtime.drive.OrderSagas.ID;
import static checkout.saga.runtime.drive.OrderSagas.OTHER;
import static checkout.saga.runtime.drive.OrderSagas.done;
import static checkout.saga.runtime.drive.OrderSagas.refused;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.SagaInput;
import checkout.saga.engine.Timers;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepAction;
import checkout.saga.runtime.drive.UndecidedSagas.Kept;
import checkout.saga.runtime.drive.UndecidedSagas.New;
import checkout.saga.runtime.store.ParkedSagas;
import checkout.saga.runtime.store.ParkedSagas.Parking;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.UnreadableSaga;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Red here: a parked saga loses a reply, is never tried again, or floods the operator with the same anomaly. */
class UndecidedSagasTest {
    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final SagaInput REPLY = done("reserve", StepAction.DO);
    private static final ParkedSagas.Input MESSAGE =
            new ParkedSagas.Input(new UUID(0, 9), ID, "type", "reserve", "DO", 1, null, "{}");
    private static final Kept KEPT = new Kept(REPLY, "trace");

    private final UndecidedSagas parkings = new UndecidedSagas(RETRY, Map.of(ID, List.of(KEPT)));

    @Test
    void aSagaThatCannotBeReadIsTriedAgainAndKeepsItsReply() {
        parkings.unreadable(unreadable(SagaPhase.WAITING, null, "no JSON"), REPLY, MESSAGE);

        assertThat(parkings.parked()).containsExactly(new Parking(ID, "no JSON", RETRY));
        assertThat(parkings.contains(ID)).isTrue();
        assertThat(parkings.reason(ID)).isEqualTo("no JSON");
        assertThat(parkings.toKeep()).containsExactly(MESSAGE);
        assertThat(parkings.announced()).containsExactly(new New(ID, "no JSON", null));
        assertThat(parkings.anomalies()).isEmpty();
    }

    @Test
    void aSagaThatIsNotParkedHasNoReason() {
        assertThat(parkings.contains(OTHER)).isFalse();
        assertThat(parkings.reason(OTHER)).isNull();
    }

    @Test
    void aSagaThatIsTriedAgainInVainStaysParkedWithoutAnotherAnomaly() {
        parkings.unreadable(unreadable(SagaPhase.STUCK, "no JSON", "no JSON"), null, null);

        assertThat(parkings.parked()).containsExactly(new Parking(ID, "no JSON", RETRY));
        assertThat(parkings.announced()).isEmpty();
        assertThat(parkings.toKeep()).isEmpty();
    }

    @Test
    void aReasonThatTheColumnHasNoRoomForIsTheSameReasonNextTime() {
        parkings.unreadable(unreadable(SagaPhase.STUCK, "x".repeat(1_000), "x".repeat(1_001)), null, null);
        assertThat(parkings.announced()).isEmpty();
    }

    @Test
    void anotherReasonIsAnotherAnomaly() {
        parkings.unreadable(unreadable(SagaPhase.STUCK, "no JSON", "no phase"), null, null);
        assertThat(parkings.announced()).containsExactly(new New(ID, "no phase", null));
    }

    @Test
    void aSagaThatIsNotDeployedHereIsLeftAtOnceToAnInstanceThatHasIt() {
        parkings.notDeployed(row(SagaPhase.WAITING), "not deployed", REPLY, MESSAGE);

        assertThat(parkings.parked()).containsExactly(new Parking(ID, "not deployed", Duration.ZERO));
        assertThat(parkings.toKeep()).containsExactly(MESSAGE);
        assertThat(parkings.announced()).isEmpty();
    }

    @Test
    void withoutAReplyItKeepsTheTimeAtWhichItIsDue() {
        parkings.notDeployed(row(SagaPhase.WAITING), "not deployed", new SagaInput.CancelRequested(), null);

        assertThat(parkings.parked()).containsExactly(new Parking(ID, "not deployed", null));
        assertThat(parkings.toKeep()).isEmpty();
    }

    @Test
    void aFailureIsAnnouncedOnceWithItsCause() {
        RuntimeException failure = new IllegalStateException("no address");
        String reason = "it cannot be decided: IllegalStateException: no address";
        parkings.failed(ID, null, failure, MESSAGE);
        parkings.failed(OTHER, reason, failure, null);

        assertThat(parkings.parked())
                .containsExactly(new Parking(ID, reason, RETRY), new Parking(OTHER, reason, RETRY));
        assertThat(parkings.announced()).containsExactly(new New(ID, reason, failure));
        assertThat(parkings.toKeep()).containsExactly(MESSAGE);
    }

    @ParameterizedTest
    @EnumSource(
            value = SagaPhase.class,
            names = {"COMPLETED", "COMPENSATED", "RESOLVED"})
    void aSagaThatHasEndedIsNotParked(SagaPhase ended) {
        parkings.unreadable(unreadable(ended, null, "no JSON"), REPLY, MESSAGE);
        parkings.notDeployed(row(ended), "not deployed", REPLY, MESSAGE);

        assertThat(parkings.parked()).isEmpty();
        assertThat(parkings.toKeep()).isEmpty();
        assertThat(parkings.announced()).isEmpty();
        // what an operator knew when he ended it may have been wrong
        assertThat(anomalies(parkings)).hasSize(ended == SagaPhase.RESOLVED ? 2 : 0);
    }

    @Test
    void afterAnOperatorHasEndedItOnlyTheConsentOfTheOwnerIsExpected() {
        SagaInput consent = done(Saga.RESOLUTION, StepAction.DO);
        SagaInput refusal = refused(Saga.RESOLUTION, "it ended otherwise");
        for (SagaInput input : List.of(consent, REPLY, refusal, new SagaInput.CancelRequested())) {
            parkings.notDeployed(row(SagaPhase.RESOLVED), "not deployed", input, null);
        }
        parkings.unreadable(unreadable(SagaPhase.RESOLVED, null, "no JSON"), null, null);

        assertThat(anomalies(parkings)).containsExactly(REPLY, refusal);
    }

    @Test
    void onlyRepliesThatWereKeptAreTaken() {
        parkings.taken(ID);
        parkings.taken(OTHER);

        assertThat(parkings.taken()).containsExactly(ID);
        assertThat(parkings.kept(ID)).containsExactly(KEPT);
        assertThat(parkings.kept(OTHER)).isEmpty();
    }

    private static List<SagaInput> anomalies(UndecidedSagas parkings) {
        return parkings.anomalies().stream()
                .map(anomaly -> anomaly.impossible().input())
                .toList();
    }

    private static UnreadableSaga unreadable(SagaPhase phase, @Nullable String parked, String reason) {
        return new UnreadableSaga(ID, "order", 1, phase, parked, reason);
    }

    private static SagaRow row(SagaPhase phase) {
        SagaState state = new SagaState("order", 2, phase, false, List.of(), null, null, null);
        return SagaRow.started(ID, state, "data of version 2", Timers.EMPTY);
    }
}
