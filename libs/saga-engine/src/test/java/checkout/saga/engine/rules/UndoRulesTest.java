package checkout.saga.engine.rules;

import static checkout.saga.engine.rules.SagaStory.givenACheckout;
import static checkout.saga.engine.rules.SagaStory.givenAParty;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.Checkout.RejectOrder;
import checkout.saga.engine.IgnoredReason;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.TimerRequest;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.TimerKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What turns a saga round, and how it is undone. */
class UndoRulesTest {

    private static SagaStory<Checkout> payingFor() {
        return givenACheckout().done("reserve stock");
    }

    @Test
    void undoesStockWhenPaymentIsRefusedButNotThePayment() {
        payingFor()
                .refused("authorize payment", "PAYMENT_DECLINED")
                .sends("UNDO reserve stock #1")
                .is(SagaPhase.COMPENSATING)
                .undone("reserve stock")
                .sends("UNDO start #1")
                .sendsPayload(new RejectOrder("c-1", "PAYMENT_DECLINED"))
                .undone("start")
                .sendsNothing()
                .is(SagaPhase.COMPENSATED);
    }

    @Test
    void undoesTheUnknownStepTooWhenItsAttemptsAreUsedUp() {
        payingFor()
                .neverAnswers("authorize payment")
                .sends("UNDO authorize payment #1")
                .undone("authorize payment")
                .sends("UNDO reserve stock #1")
                .undone("reserve stock")
                .sendsPayload(new RejectOrder("c-1", "TIMED_OUT"))
                .undone("start")
                .is(SagaPhase.COMPENSATED);
    }

    @Test
    void undoesTheStepInFlightWhenCancelled() {
        payingFor()
                .cancelled()
                .sends("UNDO authorize payment #1")
                .undone("authorize payment", "reserve stock")
                .sendsPayload(new RejectOrder("c-1", "CANCELLED"));
    }

    @Test
    void undoesTheStepInFlightWhenTheDeadlineOfTheSagaPasses() {
        payingFor()
                .deadlinePasses()
                .sends("UNDO authorize payment #1")
                .undone("authorize payment", "reserve stock")
                .sendsPayload(new RejectOrder("c-1", "TIMED_OUT"));
    }

    @Test
    void sendsNothingForwardWhenABackoffEndsAfterTheCancel() {
        payingFor()
                .noReply("authorize payment")
                .cancelled()
                .sends("UNDO authorize payment #1")
                .when(new SagaInput.TimedOut("authorize payment", StepAction.DO, 1, TimerKind.BACKOFF))
                .ignoredAs(IgnoredReason.STALE_TIMEOUT);
    }

    @Test
    void turnsRoundOnlyOnce() {
        payingFor()
                .refused("authorize payment", "PAYMENT_DECLINED")
                .cancelled()
                .ignoredAs(IgnoredReason.ALREADY_UNDOING)
                .deadlinePasses()
                .ignoredAs(IgnoredReason.ALREADY_UNDOING)
                .undone("reserve stock")
                .sendsPayload(new RejectOrder("c-1", "PAYMENT_DECLINED"));
    }

    @Test
    void retriesAnUndoThatIsRefusedWithBackoff() {
        payingFor()
                .refused("authorize payment", "PAYMENT_DECLINED")
                .undoRefused("reserve stock", "LOCKED")
                .sendsNothing()
                .wants(new TimerRequest("reserve stock", TimerKind.BACKOFF, Duration.ZERO, Duration.ofMillis(500)))
                .is(SagaPhase.COMPENSATING)
                .backoffEnds("reserve stock")
                .sends("UNDO reserve stock #2")
                .undoRefused("reserve stock", "LOCKED", 1)
                .ignoredAs(IgnoredReason.LATE_REPLY)
                .undone("reserve stock")
                .sends("UNDO start #1");
    }

    @Test
    void countsARefusalOfOneUndoOnlyOnce() {
        payingFor()
                .refused("authorize payment", "PAYMENT_DECLINED")
                .undoRefused("reserve stock", "LOCKED")
                .undoRefused("reserve stock", "LOCKED")
                .ignoredAs(IgnoredReason.DUPLICATE_REPLY);
    }

    @Test
    void keepsUndoingOthersWhenOneUndoFails() {
        payingFor()
                .cancelled()
                .neverAnswers("authorize payment")
                .sends("UNDO reserve stock #1")
                .is(SagaPhase.COMPENSATION_STUCK)
                .stuckWith("undo of 'authorize payment' no reply to attempt 3 of 3")
                .undone("reserve stock")
                .sends("UNDO start #1")
                .undone("start")
                .sendsNothing()
                .is(SagaPhase.COMPENSATION_STUCK);
    }

    @Test
    void parksTheUndoOfTheStartLikeAnyOther() {
        givenACheckout()
                .refused("reserve stock", "OUT_OF_STOCK")
                .sends("UNDO start #1")
                .neverAnswers("start")
                .is(SagaPhase.COMPENSATION_STUCK)
                .stuckWith("undo of 'start' no reply to attempt 3 of 3");
    }

    @Test
    void takesTheLateAnswerOfAParkedUndo() {
        payingFor()
                .cancelled()
                .neverAnswers("authorize payment")
                .undone("reserve stock", "start")
                .is(SagaPhase.COMPENSATION_STUCK)
                .undone("authorize payment")
                .sendsNothing()
                .is(SagaPhase.COMPENSATED);
    }

    @Test
    void undoesAGroupTogetherAndOnlyThenWhatCameBefore() {
        givenAParty()
                .done("ask the weather", "rent the hall", "hire the band")
                .refused("order the cake", "NO FLOUR")
                .sends("UNDO rent the hall #1", "UNDO hire the band #1")
                .undone("hire the band")
                .sendsNothing()
                .undone("rent the hall")
                .sends("UNDO start #1");
    }

    @Test
    void undoesTheDoneAndTheUnknownOfAGroupButNotTheRefused() {
        givenAParty()
                .done("ask the weather")
                .refused("rent the hall", "TAKEN")
                .sends("UNDO hire the band #1")
                .done("hire the band", 1)
                .ignoredAs(IgnoredReason.LATE_REPLY)
                .undone("hire the band")
                .sends("UNDO start #1");
    }

    @Test
    void skipsAStepThatHasNothingToUndo() {
        givenAParty()
                .cancelled()
                .sends("UNDO start #1")
                .done("ask the weather", 1)
                .ignoredAs(IgnoredReason.LATE_REPLY);
    }
}
