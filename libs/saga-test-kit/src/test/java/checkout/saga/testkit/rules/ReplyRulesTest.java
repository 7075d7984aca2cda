package checkout.saga.testkit.rules;

import static checkout.saga.testkit.SampleSagas.givenACheckout;
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
                .whenNoReply("reserve stock")
                .whenBackoffEnds("reserve stock")
                .whenDone("reserve stock", 1)
                .thenSends("DO authorize payment #1")
                .whenDone("reserve stock", 2)
                .thenIgnores(IgnoredReason.DUPLICATE_REPLY);
    }

    @Test
    void takesAReplyThatComesDuringTheBackoff() {
        givenACheckout()
                .whenNoReply("reserve stock")
                .whenDone("reserve stock")
                .thenSends("DO authorize payment #1")
                .whenBackoffEnds("reserve stock")
                .thenIgnores(IgnoredReason.STALE_TIMEOUT);
    }

    @Test
    void ignoresADuplicateReply() {
        givenACheckout()
                .whenDone("reserve stock")
                .whenDone("reserve stock")
                .thenIgnores(IgnoredReason.DUPLICATE_REPLY)
                .whenRefused("authorize payment", "PAYMENT_DECLINED")
                .whenRefused("authorize payment", "PAYMENT_DECLINED")
                .thenIgnores(IgnoredReason.DUPLICATE_REPLY)
                .whenUndone("reserve stock", "reserve stock")
                .thenIgnores(IgnoredReason.DUPLICATE_REPLY);
    }

    @Test
    void ignoresALateReplyOnceTheUndoWasSent() {
        givenACheckout()
                .whenCancelled()
                .whenDone("reserve stock", 1)
                .thenIgnores(IgnoredReason.LATE_REPLY)
                .whenRefused("reserve stock", "OUT_OF_STOCK", 1)
                .thenIgnores(IgnoredReason.LATE_REPLY);
    }

    @Test
    void ignoresEverythingAfterTheEnd() {
        givenACheckout()
                .whenRefused("reserve stock", "OUT_OF_STOCK")
                .whenUndone("start")
                .thenIs(SagaPhase.COMPENSATED)
                .whenUndone("start")
                .thenIgnores(IgnoredReason.ALREADY_ENDED)
                .whenCancelled()
                .thenIgnores(IgnoredReason.ALREADY_ENDED)
                .whenOperatorRequests(SagaInput.OperatorRequested.Request.RETRY)
                .thenIgnores(IgnoredReason.ALREADY_ENDED);
    }

    @Test
    void ignoresASecondStart() {
        givenACheckout()
                .when(new SagaInput.Started(new Checkout.OrderPlaced("c-1")))
                .thenIgnores(IgnoredReason.ALREADY_STARTED);
    }

    @Test
    void ignoresADueTimeThatRingsTwice() {
        givenACheckout()
                .whenNoReply("reserve stock")
                .whenNoReply("reserve stock")
                .thenIgnores(IgnoredReason.STALE_TIMEOUT)
                .thenIs(SagaPhase.RETRYING);
    }

    @Test
    void ignoresADueTimeOfAnEarlierAttempt() {
        givenACheckout()
                .whenNoReply("reserve stock")
                .whenBackoffEnds("reserve stock")
                .when(new SagaInput.TimedOut("reserve stock", StepAction.DO, 1, TimerKind.REPLY))
                .thenIgnores(IgnoredReason.STALE_TIMEOUT)
                .when(new SagaInput.TimedOut("reserve stock", StepAction.UNDO, 2, TimerKind.REPLY))
                .thenIgnores(IgnoredReason.STALE_TIMEOUT);
    }

    @Test
    void keepsForTheOperatorAReplyToWhatWasNeverSent() {
        givenACheckout()
                .whenDone("confirm order", 1)
                .thenImpossible("never asked")
                .whenDone("bake a cake", 1)
                .thenImpossible("never asked")
                .whenDone("reserve stock", 2)
                .thenImpossible("never sent")
                .whenDone("reserve stock", 0)
                .thenImpossible("never sent")
                .when(reply("reserve stock", StepAction.UNDO, 1))
                .thenImpossible("never sent")
                .when(reply("start", StepAction.DO, 1))
                .thenImpossible("never sent")
                .when(new SagaInput.TimedOut("confirm order", StepAction.DO, 1, TimerKind.REPLY))
                .thenImpossible("never asked");
    }

    @Test
    void keepsForTheOperatorAStepThatContradictsItself() {
        givenACheckout()
                .whenDone("reserve stock")
                .whenRefused("reserve stock", "OUT_OF_STOCK", 1)
                .thenImpossible("says it was done and says it was refused")
                .whenRefused("authorize payment", "PAYMENT_DECLINED")
                .whenDone("authorize payment", 1)
                .thenImpossible("says it was done and says it was refused");
    }

    @Test
    void keepsForTheOperatorADoneReplyWithoutWhatItMustCarry() {
        givenACheckout()
                .whenDone("reserve stock")
                .when(reply("authorize payment", StepAction.DO, 1))
                .thenImpossible("without the PaymentAuthorized");
    }

    @Test
    void keepsForTheOperatorAnInputOfASagaThatIsNotThere() {
        SagaDecision<Checkout> decision = SagaEngine.decide(Checkout.SAGA, null, null, new SagaInput.CancelRequested());

        assertThat(decision)
                .isEqualTo(
                        new SagaDecision.Impossible<>("there is no such saga", null, new SagaInput.CancelRequested()));
    }
}
