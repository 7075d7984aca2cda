package checkout.saga.testkit.rules;

import static checkout.saga.testkit.SampleSagas.givenACheckout;
import static checkout.saga.testkit.SampleSagas.givenAParty;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.Checkout.RejectOrder;
import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.TimerRequest;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.TimerKind;
import checkout.saga.testkit.SagaFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What aborts a saga, and how it is undone. */
class UndoRulesTest {

    private static SagaFixture<Checkout> paying() {
        return givenACheckout().whenDone("reserve stock");
    }

    @Test
    void undoesStockWhenPaymentIsRefusedButNotThePayment() {
        paying().whenRefused("authorize payment", "PAYMENT_DECLINED")
                .thenSends("UNDO reserve stock #1")
                .thenIs(SagaPhase.COMPENSATING)
                .whenUndone("reserve stock")
                .thenSends("UNDO start #1")
                .thenSendsPayloads(new RejectOrder("c-1", "PAYMENT_DECLINED"))
                .whenUndone("start")
                .thenSendsNothing()
                .thenIs(SagaPhase.COMPENSATED);
    }

    @Test
    void undoesTheUnknownStepTooWhenItsAttemptsAreUsedUp() {
        paying().whenNeverAnswered("authorize payment")
                .thenSends("UNDO authorize payment #1")
                .whenUndone("authorize payment")
                .thenSends("UNDO reserve stock #1")
                .whenUndone("reserve stock")
                .thenSendsPayloads(new RejectOrder("c-1", "TIMED_OUT"))
                .whenUndone("start")
                .thenIs(SagaPhase.COMPENSATED);
    }

    @Test
    void undoesTheStepInFlightWhenCancelled() {
        paying().whenCancelled()
                .thenSends("UNDO authorize payment #1")
                .whenUndone("authorize payment", "reserve stock")
                .thenSendsPayloads(new RejectOrder("c-1", "CANCELLED"));
    }

    @Test
    void recordsAtWhichStepItWasAborted() {
        assertThat(paying().whenCancelled().state().abort().step()).isEqualTo("authorize payment");
    }

    @Test
    void undoesTheStepInFlightWhenTheDeadlineOfTheSagaPasses() {
        paying().whenDeadlinePasses()
                .thenSends("UNDO authorize payment #1")
                .whenUndone("authorize payment", "reserve stock")
                .thenSendsPayloads(new RejectOrder("c-1", "TIMED_OUT"));
    }

    @Test
    void sendsNothingForwardWhenABackoffEndsAfterTheCancel() {
        paying().whenNoReply("authorize payment")
                .whenCancelled()
                .thenSends("UNDO authorize payment #1")
                .when(new SagaInput.TimedOut("authorize payment", StepAction.DO, 1, TimerKind.BACKOFF))
                .thenIgnores(IgnoredInputReason.STALE_TIMEOUT);
    }

    @Test
    void isAbortedOnlyOnce() {
        paying().whenRefused("authorize payment", "PAYMENT_DECLINED")
                .whenCancelled()
                .thenIgnores(IgnoredInputReason.ALREADY_UNDOING)
                .whenDeadlinePasses()
                .thenIgnores(IgnoredInputReason.ALREADY_UNDOING)
                .whenUndone("reserve stock")
                .thenSendsPayloads(new RejectOrder("c-1", "PAYMENT_DECLINED"));
    }

    @Test
    void retriesAnUndoThatIsRefusedWithBackoff() {
        paying().whenRefused("authorize payment", "PAYMENT_DECLINED")
                .whenUndoRefused("reserve stock", "LOCKED")
                .thenSendsNothing()
                .thenRequestsTimers(
                        new TimerRequest("reserve stock", TimerKind.BACKOFF, Duration.ZERO, Duration.ofMillis(500)))
                .thenIs(SagaPhase.COMPENSATING)
                .whenBackoffEnds("reserve stock")
                .thenSends("UNDO reserve stock #2")
                .whenUndoRefused("reserve stock", "LOCKED", 1)
                .thenIgnores(IgnoredInputReason.LATE_REPLY)
                .whenUndone("reserve stock")
                .thenSends("UNDO start #1");
    }

    @Test
    void countsARefusalOfOneUndoOnlyOnce() {
        paying().whenRefused("authorize payment", "PAYMENT_DECLINED")
                .whenUndoRefused("reserve stock", "LOCKED")
                .whenUndoRefused("reserve stock", "LOCKED")
                .thenIgnores(IgnoredInputReason.DUPLICATE_REPLY);
    }

    @Test
    void continuesWithOtherUndosWhenOneIsStuck() {
        paying().whenCancelled()
                .whenNeverAnswered("authorize payment")
                .thenSends("UNDO reserve stock #1")
                .thenIs(SagaPhase.COMPENSATION_STUCK)
                .thenIsStuckBecause("undo of 'authorize payment' no reply to attempt 3 of 3")
                .whenUndone("reserve stock")
                .thenSends("UNDO start #1")
                .whenUndone("start")
                .thenSendsNothing()
                .thenIs(SagaPhase.COMPENSATION_STUCK);
    }

    @Test
    void isStuckOnTheUndoOfTheStartLikeOnAnyOther() {
        givenACheckout()
                .whenRefused("reserve stock", "OUT_OF_STOCK")
                .thenSends("UNDO start #1")
                .whenNeverAnswered("start")
                .thenIs(SagaPhase.COMPENSATION_STUCK)
                .thenIsStuckBecause("undo of 'start' no reply to attempt 3 of 3");
    }

    @Test
    void acceptsTheLateAnswerOfAStuckUndo() {
        paying().whenCancelled()
                .whenNeverAnswered("authorize payment")
                .whenUndone("reserve stock", "start")
                .thenIs(SagaPhase.COMPENSATION_STUCK)
                .whenUndone("authorize payment")
                .thenSendsNothing()
                .thenIs(SagaPhase.COMPENSATED);
    }

    @Test
    void undoesAGroupTogetherAndOnlyThenWhatCameBefore() {
        givenAParty()
                .whenDone("ask the weather", "rent the hall", "hire the band")
                .whenRefused("order the cake", "NO FLOUR")
                .thenSends("UNDO rent the hall #1", "UNDO hire the band #1")
                .whenUndone("hire the band")
                .thenSendsNothing()
                .whenUndone("rent the hall")
                .thenSends("UNDO start #1");
    }

    @Test
    void undoesTheDoneAndTheUnknownOfAGroupButNotTheRefused() {
        givenAParty()
                .whenDone("ask the weather")
                .whenRefused("rent the hall", "TAKEN")
                .thenSends("UNDO hire the band #1")
                .whenDone("hire the band", 1)
                .thenIgnores(IgnoredInputReason.LATE_REPLY)
                .whenUndone("hire the band")
                .thenSends("UNDO start #1");
    }

    @Test
    void skipsAStepThatHasNothingToUndo() {
        givenAParty()
                .whenCancelled()
                .thenSends("UNDO start #1")
                .whenDone("ask the weather", 1)
                .thenIgnores(IgnoredInputReason.LATE_REPLY);
    }
}
