package checkout.saga.testkit.rules;

import static checkout.saga.testkit.SampleSagas.givenACheckout;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.SagaDecision;
import checkout.saga.engine.SagaEngine;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.StepOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.TimerKind;
import org.junit.jupiter.api.Test;

/** Which replies and timeouts count, which are ignored, and which are impossible. */
class ReplyRulesTest {

    private static SagaInput reply(String step, StepAction action, int attempt) {
        return new SagaInput.Replied(step, action, attempt, new StepOutcome.Done(null));
    }

    @Test
    void acceptsTheReplyToAnEarlierAttempt() {
        givenACheckout()
                .whenNoReply("reserve stock")
                .whenBackoffEnds("reserve stock")
                .whenDone("reserve stock", 1)
                .thenSends("DO authorize payment #1")
                .whenDone("reserve stock", 2)
                .thenIgnores(IgnoredInputReason.DUPLICATE_REPLY);
    }

    @Test
    void acceptsAReplyDuringTheBackoff() {
        givenACheckout()
                .whenNoReply("reserve stock")
                .whenDone("reserve stock")
                .thenSends("DO authorize payment #1")
                .whenBackoffEnds("reserve stock")
                .thenIgnores(IgnoredInputReason.STALE_TIMEOUT);
    }

    @Test
    void ignoresADuplicateReply() {
        givenACheckout()
                .whenDone("reserve stock")
                .whenDone("reserve stock")
                .thenIgnores(IgnoredInputReason.DUPLICATE_REPLY)
                .whenRefused("authorize payment", "PAYMENT_DECLINED")
                .whenRefused("authorize payment", "PAYMENT_DECLINED")
                .thenIgnores(IgnoredInputReason.DUPLICATE_REPLY)
                .whenUndone("reserve stock", "reserve stock")
                .thenIgnores(IgnoredInputReason.DUPLICATE_REPLY);
    }

    @Test
    void ignoresALateReplyOnceTheUndoWasSent() {
        givenACheckout()
                .whenCancelled()
                .whenDone("reserve stock", 1)
                .thenIgnores(IgnoredInputReason.LATE_REPLY)
                .whenRefused("reserve stock", "OUT_OF_STOCK", 1)
                .thenIgnores(IgnoredInputReason.LATE_REPLY);
    }

    @Test
    void ignoresEverythingAfterTheEnd() {
        givenACheckout()
                .whenRefused("reserve stock", "OUT_OF_STOCK")
                .whenUndone("start")
                .thenIs(SagaPhase.COMPENSATED)
                .whenUndone("start")
                .thenIgnores(IgnoredInputReason.ALREADY_ENDED)
                .whenCancelled()
                .thenIgnores(IgnoredInputReason.ALREADY_ENDED)
                .whenOperatorRequests(SagaInput.OperatorRequested.Request.RETRY)
                .thenIgnores(IgnoredInputReason.ALREADY_ENDED);
    }

    @Test
    void ignoresASecondStart() {
        givenACheckout()
                .when(new SagaInput.Started(new Checkout.OrderPlaced("c-1")))
                .thenIgnores(IgnoredInputReason.ALREADY_STARTED);
    }

    @Test
    void ignoresATimerThatFiresTwice() {
        givenACheckout()
                .whenNoReply("reserve stock")
                .whenNoReply("reserve stock")
                .thenIgnores(IgnoredInputReason.STALE_TIMEOUT)
                .thenIs(SagaPhase.RETRYING);
    }

    @Test
    void ignoresATimerOfAnEarlierAttempt() {
        givenACheckout()
                .whenNoReply("reserve stock")
                .whenBackoffEnds("reserve stock")
                .when(new SagaInput.TimedOut("reserve stock", StepAction.DO, 1, TimerKind.REPLY))
                .thenIgnores(IgnoredInputReason.STALE_TIMEOUT)
                .when(new SagaInput.TimedOut("reserve stock", StepAction.UNDO, 2, TimerKind.REPLY))
                .thenIgnores(IgnoredInputReason.STALE_TIMEOUT);
    }

    @Test
    void reportsAReplyToACommandThatWasNeverSent() {
        givenACheckout()
                .whenDone("confirm order", 1)
                .thenImpossible("a step that was never sent")
                .whenDone("bake a cake", 1)
                .thenImpossible("a step that was never sent")
                .whenDone("reserve stock", 2)
                .thenImpossible("a command that was never sent")
                .whenDone("reserve stock", 0)
                .thenImpossible("a command that was never sent")
                .when(reply("reserve stock", StepAction.UNDO, 1))
                .thenImpossible("a command that was never sent")
                .when(reply("start", StepAction.DO, 1))
                .thenImpossible("a command that was never sent")
                .when(new SagaInput.TimedOut("confirm order", StepAction.DO, 1, TimerKind.REPLY))
                .thenImpossible("a step that was never sent");
    }

    @Test
    void reportsAStepThatContradictsItself() {
        givenACheckout()
                .whenDone("reserve stock")
                .whenRefused("reserve stock", "OUT_OF_STOCK", 1)
                .thenImpossible("says it was done and says it was refused")
                .whenRefused("authorize payment", "PAYMENT_DECLINED")
                .whenDone("authorize payment", 1)
                .thenImpossible("says it was done and says it was refused");
    }

    @Test
    void reportsADoneReplyWithoutItsPayload() {
        givenACheckout()
                .whenDone("reserve stock")
                .when(reply("authorize payment", StepAction.DO, 1))
                .thenImpossible("without the PaymentAuthorized");
    }

    @Test
    void reportsAnInputOfASagaThatDoesNotExist() {
        SagaDecision<Checkout> decision = SagaEngine.decide(Checkout.SAGA, null, null, new SagaInput.CancelRequested());

        assertThat(decision)
                .isEqualTo(new SagaDecision.Impossible<>(
                        "the saga does not exist", null, new SagaInput.CancelRequested()));
    }
}
