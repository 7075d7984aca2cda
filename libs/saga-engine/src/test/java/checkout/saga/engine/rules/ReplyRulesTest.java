package checkout.saga.engine.rules;

import static checkout.saga.engine.rules.SagaStory.givenACheckout;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.IgnoredReason;
import checkout.saga.engine.SagaDecision;
import checkout.saga.engine.SagaEngine;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.StepOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.TimerKind;
import org.junit.jupiter.api.Test;

/** What is a valid answer, what is a named no-op, and what cannot be. */
class ReplyRulesTest {

    private static SagaInput reply(String step, StepAction action, int attempt) {
        return new SagaInput.Replied(step, action, attempt, new StepOutcome.Done(null));
    }

    @Test
    void takesTheReplyToAnEarlierAttemptAsTheAnswerOfTheStep() {
        givenACheckout()
                .noReply("reserve stock")
                .backoffEnds("reserve stock")
                .done("reserve stock", 1)
                .sends("DO authorize payment #1")
                .done("reserve stock", 2)
                .ignoredAs(IgnoredReason.DUPLICATE_REPLY);
    }

    @Test
    void takesAReplyThatComesDuringTheBackoff() {
        givenACheckout()
                .noReply("reserve stock")
                .done("reserve stock")
                .sends("DO authorize payment #1")
                .backoffEnds("reserve stock")
                .ignoredAs(IgnoredReason.STALE_TIMEOUT);
    }

    @Test
    void ignoresADuplicateReply() {
        givenACheckout()
                .done("reserve stock")
                .done("reserve stock")
                .ignoredAs(IgnoredReason.DUPLICATE_REPLY)
                .refused("authorize payment", "PAYMENT_DECLINED")
                .refused("authorize payment", "PAYMENT_DECLINED")
                .ignoredAs(IgnoredReason.DUPLICATE_REPLY)
                .undone("reserve stock", "reserve stock")
                .ignoredAs(IgnoredReason.DUPLICATE_REPLY);
    }

    @Test
    void ignoresALateReplyOnceTheUndoWasSent() {
        givenACheckout()
                .cancelled()
                .done("reserve stock", 1)
                .ignoredAs(IgnoredReason.LATE_REPLY)
                .refused("reserve stock", "OUT_OF_STOCK", 1)
                .ignoredAs(IgnoredReason.LATE_REPLY);
    }

    @Test
    void ignoresEverythingAfterTheEnd() {
        givenACheckout()
                .refused("reserve stock", "OUT_OF_STOCK")
                .undone("start")
                .is(SagaPhase.COMPENSATED)
                .undone("start")
                .ignoredAs(IgnoredReason.ALREADY_ENDED)
                .cancelled()
                .ignoredAs(IgnoredReason.ALREADY_ENDED)
                .operator(SagaInput.OperatorRequested.Request.RETRY)
                .ignoredAs(IgnoredReason.ALREADY_ENDED);
    }

    @Test
    void ignoresASecondStart() {
        givenACheckout()
                .when(new SagaInput.Started(new Checkout.OrderPlaced("c-1")))
                .ignoredAs(IgnoredReason.ALREADY_STARTED);
    }

    @Test
    void ignoresADueTimeThatRingsTwice() {
        givenACheckout()
                .noReply("reserve stock")
                .noReply("reserve stock")
                .ignoredAs(IgnoredReason.STALE_TIMEOUT)
                .is(SagaPhase.RETRYING);
    }

    @Test
    void ignoresADueTimeOfAnEarlierAttempt() {
        givenACheckout()
                .noReply("reserve stock")
                .backoffEnds("reserve stock")
                .when(new SagaInput.TimedOut("reserve stock", StepAction.DO, 1, TimerKind.REPLY))
                .ignoredAs(IgnoredReason.STALE_TIMEOUT)
                .when(new SagaInput.TimedOut("reserve stock", StepAction.UNDO, 2, TimerKind.REPLY))
                .ignoredAs(IgnoredReason.STALE_TIMEOUT);
    }

    @Test
    void keepsForTheOperatorAReplyToWhatWasNeverSent() {
        givenACheckout()
                .done("confirm order", 1)
                .impossible("never asked")
                .done("bake a cake", 1)
                .impossible("never asked")
                .done("reserve stock", 2)
                .impossible("never sent")
                .done("reserve stock", 0)
                .impossible("never sent")
                .when(reply("reserve stock", StepAction.UNDO, 1))
                .impossible("never sent")
                .when(reply("start", StepAction.DO, 1))
                .impossible("never sent")
                .when(new SagaInput.TimedOut("confirm order", StepAction.DO, 1, TimerKind.REPLY))
                .impossible("never asked");
    }

    @Test
    void keepsForTheOperatorAStepThatContradictsItself() {
        givenACheckout()
                .done("reserve stock")
                .refused("reserve stock", "OUT_OF_STOCK", 1)
                .impossible("says it was done and says it was refused")
                .refused("authorize payment", "PAYMENT_DECLINED")
                .done("authorize payment", 1)
                .impossible("says it was done and says it was refused");
    }

    @Test
    void keepsForTheOperatorADoneReplyWithoutWhatItMustCarry() {
        givenACheckout()
                .done("reserve stock")
                .when(reply("authorize payment", StepAction.DO, 1))
                .impossible("without the PaymentAuthorized");
    }

    @Test
    void keepsForTheOperatorAnInputOfASagaThatIsNotThere() {
        SagaDecision<Checkout> decision = SagaEngine.decide(Checkout.SAGA, null, null, new SagaInput.CancelRequested());

        assertThat(decision)
                .isEqualTo(
                        new SagaDecision.Impossible<>("there is no such saga", null, new SagaInput.CancelRequested()));
    }
}
