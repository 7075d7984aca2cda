package checkout.saga.testkit.rules;

import static checkout.saga.testkit.SampleSagas.givenACheckout;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.Checkout.RejectOrder;
import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.TimerRequest;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.TimerKind;
import checkout.saga.testkit.SagaFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the operator may do, and what is refused and why. */
class OperatorRulesTest {

    private static SagaFixture<Checkout> confirming() {
        return givenACheckout().whenDone("reserve stock", "authorize payment");
    }

    private static SagaFixture<Checkout> stuckOnVoidingThePayment() {
        return givenACheckout()
                .whenDone("reserve stock")
                .whenCancelled()
                .whenNeverAnswered("authorize payment")
                .thenIs(SagaPhase.COMPENSATION_STUCK);
    }

    @Test
    void retriesWhatIsStuckWithFreshAttempts() {
        SagaFixture<Checkout> story = confirming()
                .whenNeverAnswered("confirm order")
                .whenOperatorRequests(Request.RETRY)
                .thenSends("DO confirm order #4")
                .thenIs(SagaPhase.RETRYING);

        assertThat(story.state("confirm order").maxAttempts()).isEqualTo(6);
        story.whenNeverAnswered("confirm order")
                .thenIs(SagaPhase.STUCK)
                .thenIsStuckBecause("'confirm order' no reply to attempt 6 of 6");
    }

    @Test
    void startsTheBackoffOverWithFreshAttempts() {
        confirming()
                .whenNeverAnswered("confirm order")
                .whenOperatorRequests(Request.RETRY)
                .whenNoReply("confirm order")
                .thenRequestsTimers(
                        new TimerRequest("confirm order", TimerKind.BACKOFF, Duration.ZERO, Duration.ofMillis(500)));
    }

    @Test
    void ignoresARefusalFromBeforeTheRetry() {
        confirming()
                .whenRefused("confirm order", "ORDER_LOCKED")
                .whenOperatorRequests(Request.RETRY)
                .thenSends("DO confirm order #2")
                .whenRefused("confirm order", "ORDER_LOCKED", 1)
                .thenIgnores(IgnoredInputReason.LATE_REPLY)
                .whenDone("confirm order")
                .thenIs(SagaPhase.COMPLETED);
    }

    @Test
    void retriesAStuckUndoWhileTheOthersContinue() {
        stuckOnVoidingThePayment()
                .whenOperatorRequests(Request.RETRY)
                .thenSends("UNDO authorize payment #4")
                .thenIs(SagaPhase.COMPENSATING)
                .whenUndone("reserve stock")
                .thenSendsNothing()
                .whenUndone("authorize payment")
                .thenSends("UNDO start #1");
    }

    @Test
    void retriesNothingWhenNothingIsStuck() {
        givenACheckout()
                .whenOperatorRequests(Request.RETRY)
                .thenIgnores(IgnoredInputReason.NOTHING_STUCK)
                .whenNoReply("reserve stock")
                .whenOperatorRequests(Request.RETRY)
                .thenIgnores(IgnoredInputReason.NOTHING_STUCK);
    }

    @Test
    void compensatesBeforeThePivot() {
        givenACheckout()
                .whenDone("reserve stock")
                .whenOperatorRequests(Request.COMPENSATE)
                .thenSends("UNDO authorize payment #1")
                .whenOperatorRequests(Request.COMPENSATE)
                .thenIgnores(IgnoredInputReason.ALREADY_UNDOING)
                .whenUndone("authorize payment", "reserve stock")
                .thenSendsPayloads(new RejectOrder("c-1", "OPERATOR"));
    }

    @Test
    void resolvesWhatIsStuckAndRecordsWhoAndWhy() {
        SagaState state = confirming()
                .whenRefused("confirm order", "ORDER_GONE")
                .whenOperatorRequests(Request.RESOLVE)
                .thenSendsNothing()
                .thenIs(SagaPhase.RESOLVED)
                .whenDone("confirm order", 1)
                .thenIgnores(IgnoredInputReason.ALREADY_ENDED)
                .state();

        assertThat(state.resolution()).isEqualTo(new SagaState.Resolution("operator", "requested by the test"));
        assertThat(state.stuckReason()).isNull();
        assertThat(state.foremost()).isNull();
    }

    @Test
    void resolvesOnlyWhatIsStuck() {
        givenACheckout()
                .whenOperatorRequests(Request.RESOLVE)
                .thenIgnores(IgnoredInputReason.NOTHING_STUCK)
                .whenCancelled()
                .whenOperatorRequests(Request.RESOLVE)
                .thenIgnores(IgnoredInputReason.NOTHING_STUCK);
    }

    @Test
    void doesNotResolveWhileOtherUndosAreInFlight() {
        stuckOnVoidingThePayment()
                .whenOperatorRequests(Request.RESOLVE)
                .thenIgnores(IgnoredInputReason.STILL_RUNNING)
                .whenUndone("reserve stock", "start")
                .whenOperatorRequests(Request.RESOLVE)
                .thenIs(SagaPhase.RESOLVED);
    }

    @Test
    void resendsWhatWasInFlightWhenAParkedSagaIsRetried() {
        givenACheckout()
                .whenParked("version 1 is not deployed")
                .thenIs(SagaPhase.STUCK)
                .thenIsStuckBecause("version 1 is not deployed")
                .whenOperatorRequests(Request.RETRY)
                .thenSends("DO reserve stock #2")
                .whenDone("reserve stock", 1)
                .thenIs(SagaPhase.WAITING)
                .thenSends("DO authorize payment #1");
    }

    @Test
    void continuesWhenAParkedSagaReceivesAReplyUnderItsOwnVersion() {
        SagaFixture<Checkout> story = givenACheckout()
                .whenParked("version 1 is not deployed")
                .whenDone("reserve stock")
                .thenSends("DO authorize payment #1")
                .thenIs(SagaPhase.WAITING);

        assertThat(story.state().parked()).isNull();
    }

    @Test
    void resolvesAParkedSaga() {
        givenACheckout()
                .whenParked("version 1 is not deployed")
                .whenOperatorRequests(Request.RESOLVE)
                .thenIs(SagaPhase.RESOLVED);
    }

    @Test
    void doesNotParkWhatHasEnded() {
        givenACheckout()
                .whenDone("reserve stock", "authorize payment", "confirm order")
                .whenParked("version 1 is not deployed")
                .thenIs(SagaPhase.COMPLETED);
    }
}
