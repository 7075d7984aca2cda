package checkout.saga.testkit.rules;

import static checkout.saga.testkit.SampleSagas.givenACheckout;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.Checkout.RejectOrder;
import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.StepOutcome;
import checkout.saga.engine.TimerRequest;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepAction;
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
    void retriesNothingThatIsInFlight() {
        givenACheckout().whenOperatorRequests(Request.RETRY).thenIgnores(IgnoredInputReason.NOTHING_STUCK);
    }

    @Test
    void retriesAtOnceWhatBacksOffWithoutTakingAnAttempt() {
        SagaFixture<Checkout> story = givenACheckout().whenNoReply("reserve stock");
        int before = story.state("reserve stock").maxAttempts();

        story.whenOperatorRequests(Request.RETRY)
                .thenSends("DO reserve stock #2")
                .thenIs(SagaPhase.RETRYING)
                .whenOperatorRequests(Request.RETRY)
                .thenIgnores(IgnoredInputReason.NOTHING_STUCK);

        assertThat(story.state("reserve stock").maxAttempts()).isEqualTo(before + 1);
    }

    @Test
    void cancelsInTheNameOfTheCustomer() {
        givenACheckout()
                .whenDone("reserve stock")
                .whenOperatorRequests(Request.CANCEL)
                .thenSends("UNDO authorize payment #1")
                .whenUndone("authorize payment", "reserve stock")
                .thenSendsPayloads(new RejectOrder("c-1", "CANCELLED"));
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
                .whenResolved(SagaOutcome.COMPENSATED)
                .thenSendsNothing()
                .thenIs(SagaPhase.RESOLVED)
                .state();

        assertThat(state.resolution())
                .isEqualTo(new SagaState.Resolution(
                        "operator", "requested by the test", SagaOutcome.COMPENSATED, null, 1, null));
        assertThat(state.stuckReason()).isNull();
        assertThat(state.foremost()).isNull();
    }

    @Test
    void resolvesOnlyWhatIsStuck() {
        givenACheckout()
                .whenResolved(SagaOutcome.COMPENSATED)
                .thenIgnores(IgnoredInputReason.STILL_RUNNING)
                .whenCancelled()
                .whenResolved(SagaOutcome.COMPENSATED)
                .thenIgnores(IgnoredInputReason.STILL_RUNNING);
    }

    @Test
    void anAnswerThatComesAfterAForcedResolveIsAnAnomaly() {
        confirming()
                .whenResolvedByForce(SagaOutcome.COMPENSATED)
                .thenIs(SagaPhase.RESOLVED)
                .whenDone("confirm order", 1)
                .thenImpossible("'confirm order' was answered after the saga had been resolved")
                .whenDone("authorize payment", 1)
                .thenIgnores(IgnoredInputReason.DUPLICATE_REPLY)
                .whenOperatorRequests(Request.RETRY)
                .thenIgnores(IgnoredInputReason.ALREADY_ENDED);
    }

    /** The owner of the saga's business row replies. */
    private static SagaInput outcomeAnswered(int attempt, StepOutcome outcome) {
        return new SagaInput.Replied(Saga.RESOLUTION, StepAction.DO, attempt, outcome);
    }

    @Test
    void anOutcomeIsStatedUntilItIsTaken() {
        SagaFixture<Checkout> story = confirming()
                .whenNeverAnswered("confirm order")
                .whenResolved(SagaOutcome.COMPENSATED)
                .when(outcomeAnswered(1, new StepOutcome.Refused("CONFIRMED", null)))
                .thenImpossible("the outcome COMPENSATED was refused")
                .whenResolved(SagaOutcome.COMPLETED)
                .when(outcomeAnswered(1, new StepOutcome.Done(null)))
                .thenIgnores(IgnoredInputReason.LATE_REPLY)
                .when(outcomeAnswered(2, new StepOutcome.Done(null)))
                .thenIs(SagaPhase.RESOLVED)
                .when(outcomeAnswered(2, new StepOutcome.Done(null)))
                .thenIgnores(IgnoredInputReason.DUPLICATE_REPLY)
                .when(outcomeAnswered(3, new StepOutcome.Done(null)))
                .thenImpossible("a reply to an outcome that was never stated")
                .whenResolved(SagaOutcome.COMPENSATED)
                .thenIgnores(IgnoredInputReason.ALREADY_ENDED);

        assertThat(story.state().resolution()).satisfies(resolution -> {
            assertThat(resolution.outcome()).isEqualTo(SagaOutcome.COMPLETED);
            assertThat(resolution.hasBeenAcknowledged()).isTrue();
        });
    }

    @Test
    void cannotHaveCompletedWhenItsStartIsUndone() {
        stuckOnVoidingThePayment()
                .whenUndone("reserve stock", "start")
                .whenResolved(SagaOutcome.COMPLETED)
                .thenIgnores(IgnoredInputReason.START_UNDONE)
                .whenResolved(SagaOutcome.COMPENSATED)
                .thenIs(SagaPhase.RESOLVED);
    }

    @Test
    void aParkedSagaResumesInThePhaseOfItsSteps() {
        SagaState parked = confirming().whenParked("it cannot be read").state();

        assertThat(parked.phase()).isEqualTo(SagaPhase.STUCK);
        assertThat(parked.resumed().phase()).isEqualTo(SagaPhase.WAITING);
        assertThat(parked.resumed().parked()).isNull();
    }

    @Test
    void doesNotResolveWhileOtherUndosAreInFlight() {
        stuckOnVoidingThePayment()
                .whenResolved(SagaOutcome.COMPENSATED)
                .thenIgnores(IgnoredInputReason.STILL_RUNNING)
                .whenUndone("reserve stock", "start")
                .whenResolved(SagaOutcome.COMPENSATED)
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
                .whenResolved(SagaOutcome.COMPENSATED)
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
