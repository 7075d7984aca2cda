package checkout.saga.testkit.rules;

import static checkout.saga.testkit.SampleSagas.givenATrip;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.Trip;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.StepOption;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.testkit.SagaFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The participant's answer to the pivot alone decides how the saga ends. */
class PivotRulesTest {

    private static SagaFixture<Trip> buying() {
        return givenATrip(Trip.list().deadline(Duration.ofMinutes(1)).build())
                .whenDone("rent the car", "book the room")
                .thenSends("DO buy the flight #1");
    }

    @Test
    void isUndoneFromOutsideOnlyUntilThePivotIsSent() {
        SagaFixture<Trip> booking = givenATrip(Trip.list().build());
        assertThat(booking.state().pastPivot()).isFalse();
        booking.whenCancelled().thenIs(SagaPhase.COMPENSATING);

        assertThat(buying().state().pastPivot()).isTrue();
        buying().whenCancelled().thenIgnores(IgnoredInputReason.PAST_THE_PIVOT).thenIs(SagaPhase.WAITING);
        buying().whenDeadlinePasses()
                .thenIgnores(IgnoredInputReason.PAST_THE_PIVOT)
                .thenIs(SagaPhase.WAITING);
        buying().whenOperatorRequests(Request.COMPENSATE).thenIgnores(IgnoredInputReason.PAST_THE_PIVOT);
        buying().whenNoReply("buy the flight").whenCancelled().thenIgnores(IgnoredInputReason.PAST_THE_PIVOT);
    }

    @Test
    void onlyGoesForwardOnceThePivotIsDone() {
        SagaFixture<Trip> sending = buying().whenDone("buy the flight").thenSends("DO send the itinerary #1");

        assertThat(sending.data().ticket()).isEqualTo("a-1");
        assertThat(sending.state().pastPivot()).isTrue();
        sending.whenCancelled()
                .thenIgnores(IgnoredInputReason.PAST_THE_PIVOT)
                .whenRefused("send the itinerary", "NO ADDRESS")
                .thenSendsNothing()
                .thenIs(SagaPhase.STUCK)
                .whenOperatorRequests(Request.COMPENSATE)
                .thenIgnores(IgnoredInputReason.PAST_THE_PIVOT);
    }

    @Test
    void undoesTheStepsBeforeARefusedPivotButNotThePivot() {
        SagaFixture<Trip> undoing = buying().whenRefused("buy the flight", "SOLD OUT")
                .thenSends("UNDO rent the car #1", "UNDO book the room #1")
                .thenIs(SagaPhase.COMPENSATING);

        assertThat(undoing.state().pastPivot()).isFalse();
        assertThat(undoing.state().abort()).isNotNull();
        assertThat(undoing.state().abort().code()).isEqualTo("SOLD OUT");
        assertThat(undoing.state().abort().step()).isEqualTo("buy the flight");
        undoing.whenCancelled()
                .thenIgnores(IgnoredInputReason.ALREADY_UNDOING)
                .whenRefused("buy the flight", "SOLD OUT")
                .thenIgnores(IgnoredInputReason.DUPLICATE_REPLY)
                .whenUndone("rent the car", "book the room", "start")
                .thenIs(SagaPhase.COMPENSATED);
    }

    @Test
    void acceptsARefusalDuringTheBackoff() {
        buying().whenNoReply("buy the flight")
                .whenRefused("buy the flight", "SOLD OUT")
                .thenSends("UNDO rent the car #1", "UNDO book the room #1")
                .whenBackoffEnds("buy the flight")
                .thenIgnores(IgnoredInputReason.STALE_TIMEOUT);
    }

    @Test
    void isStuckAndNeverUndoneWhenNoAttemptIsAnswered() {
        SagaFixture<Trip> stuck = buying().whenNeverAnswered("buy the flight")
                .thenSendsNothing()
                .thenIs(SagaPhase.STUCK)
                .thenIsStuckBecause("'buy the flight' no reply to attempt 4 of 4");

        assertThat(stuck.state().pastPivot()).isTrue();
        stuck.whenOperatorRequests(Request.COMPENSATE)
                .thenIgnores(IgnoredInputReason.PAST_THE_PIVOT)
                .whenCancelled()
                .thenIgnores(IgnoredInputReason.PAST_THE_PIVOT)
                .whenDeadlinePasses()
                .thenIgnores(IgnoredInputReason.PAST_THE_PIVOT)
                .thenIs(SagaPhase.STUCK);
    }

    @Test
    void letsALateAnswerDecideAStuckPivot() {
        buying().whenNeverAnswered("buy the flight")
                .whenDone("buy the flight", 2)
                .thenSends("DO send the itinerary #1")
                .thenIs(SagaPhase.WAITING);
        buying().whenNeverAnswered("buy the flight")
                .whenRefused("buy the flight", "SOLD OUT", 2)
                .thenSends("UNDO rent the car #1", "UNDO book the room #1")
                .thenIs(SagaPhase.COMPENSATING);
    }

    @Test
    void letsTheOperatorRetryAStuckPivotWithFreshAttempts() {
        SagaFixture<Trip> retried = buying().whenNeverAnswered("buy the flight")
                .whenOperatorRequests(Request.RETRY)
                .thenSends("DO buy the flight #5")
                .thenIs(SagaPhase.RETRYING);

        assertThat(retried.state("buy the flight").maxAttempts()).isEqualTo(8);
        retried.whenCancelled()
                .thenIgnores(IgnoredInputReason.PAST_THE_PIVOT)
                .whenRefused("buy the flight", "SOLD OUT")
                .thenSends("UNDO rent the car #1", "UNDO book the room #1");
    }

    @Test
    void letsARefusalFromBeforeTheRetryDecide() {
        buying().whenNeverAnswered("buy the flight")
                .whenOperatorRequests(Request.RETRY)
                .whenRefused("buy the flight", "SOLD OUT", 1)
                .thenSends("UNDO rent the car #1", "UNDO book the room #1")
                .whenDone("buy the flight", 5)
                .thenImpossible("says it was done and says it was refused");
    }

    @Test
    void resolvesAStuckPivot() {
        buying().whenNeverAnswered("buy the flight")
                .whenResolved(SagaOutcome.COMPLETED)
                .thenIs(SagaPhase.RESOLVED);
    }

    @Test
    void completesWithAPivotAsItsLastStep() {
        Saga<String> saga = Saga.named("short")
                .startedBy(String.class, name -> name, StepOption.undo((String name) -> "undo"))
                .step("pay", name -> "pay", StepOption.pivot())
                .build();

        SagaFixture.given(saga)
                .startedBy("x")
                .whenDone("pay")
                .thenSendsNothing()
                .thenIs(SagaPhase.COMPLETED);
        SagaFixture.given(saga).startedBy("x").whenRefused("pay", "NO MONEY").thenSends("UNDO start #1");
    }
}
