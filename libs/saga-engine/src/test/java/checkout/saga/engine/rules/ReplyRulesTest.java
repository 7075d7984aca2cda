package checkout.saga.engine.rules;

import static checkout.saga.engine.rules.Story.givenACheckout;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.Decision;
import checkout.saga.engine.Engine;
import checkout.saga.engine.Input;
import checkout.saga.engine.NoOp;
import checkout.saga.engine.Outcome;
import checkout.saga.engine.state.Action;
import checkout.saga.engine.state.Phase;
import checkout.saga.engine.state.Wait;
import org.junit.jupiter.api.Test;

/** What is a valid answer, what is a named no-op, and what cannot be. */
class ReplyRulesTest {

    private static Input reply(String step, Action action, int attempt) {
        return new Input.Replied(step, action, attempt, new Outcome.Done(null));
    }

    @Test
    void takesTheReplyToAnEarlierAttemptAsTheAnswerOfTheStep() {
        givenACheckout()
                .noReply("reserve stock")
                .backoffEnds("reserve stock")
                .done("reserve stock", 1)
                .sends("DO authorize payment #1")
                .done("reserve stock", 2)
                .ignoredAs(NoOp.DUPLICATE_REPLY);
    }

    @Test
    void takesAReplyThatComesDuringTheBackoff() {
        givenACheckout()
                .noReply("reserve stock")
                .done("reserve stock")
                .sends("DO authorize payment #1")
                .backoffEnds("reserve stock")
                .ignoredAs(NoOp.STALE_TIMEOUT);
    }

    @Test
    void ignoresADuplicateReply() {
        givenACheckout()
                .done("reserve stock")
                .done("reserve stock")
                .ignoredAs(NoOp.DUPLICATE_REPLY)
                .refused("authorize payment", "PAYMENT_DECLINED")
                .refused("authorize payment", "PAYMENT_DECLINED")
                .ignoredAs(NoOp.DUPLICATE_REPLY)
                .undone("reserve stock", "reserve stock")
                .ignoredAs(NoOp.DUPLICATE_REPLY);
    }

    @Test
    void ignoresALateReplyOnceTheUndoWasSent() {
        givenACheckout()
                .cancelled()
                .done("reserve stock", 1)
                .ignoredAs(NoOp.LATE_REPLY)
                .refused("reserve stock", "OUT_OF_STOCK", 1)
                .ignoredAs(NoOp.LATE_REPLY);
    }

    @Test
    void ignoresEverythingAfterTheEnd() {
        givenACheckout()
                .refused("reserve stock", "OUT_OF_STOCK")
                .undone("start")
                .is(Phase.COMPENSATED)
                .undone("start")
                .ignoredAs(NoOp.ALREADY_ENDED)
                .cancelled()
                .ignoredAs(NoOp.ALREADY_ENDED)
                .operator(Input.OperatorSaid.Wish.RETRY)
                .ignoredAs(NoOp.ALREADY_ENDED);
    }

    @Test
    void ignoresASecondStart() {
        givenACheckout()
                .when(new Input.Started(new Checkout.OrderPlaced("c-1")))
                .ignoredAs(NoOp.ALREADY_STARTED);
    }

    @Test
    void ignoresADueTimeThatRingsTwice() {
        givenACheckout()
                .noReply("reserve stock")
                .noReply("reserve stock")
                .ignoredAs(NoOp.STALE_TIMEOUT)
                .is(Phase.RETRYING);
    }

    @Test
    void ignoresADueTimeOfAnEarlierAttempt() {
        givenACheckout()
                .noReply("reserve stock")
                .backoffEnds("reserve stock")
                .when(new Input.TimedOut("reserve stock", Action.DO, 1, Wait.REPLY))
                .ignoredAs(NoOp.STALE_TIMEOUT)
                .when(new Input.TimedOut("reserve stock", Action.UNDO, 2, Wait.REPLY))
                .ignoredAs(NoOp.STALE_TIMEOUT);
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
                .when(reply("reserve stock", Action.UNDO, 1))
                .impossible("never sent")
                .when(reply("start", Action.DO, 1))
                .impossible("never sent")
                .when(new Input.TimedOut("confirm order", Action.DO, 1, Wait.REPLY))
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
                .when(reply("authorize payment", Action.DO, 1))
                .impossible("without the PaymentAuthorized");
    }

    @Test
    void keepsForTheOperatorAnInputOfASagaThatIsNotThere() {
        Decision<Checkout> decision = Engine.decide(Checkout.SAGA, null, null, new Input.CancelRequested());

        assertThat(decision)
                .isEqualTo(new Decision.Impossible<>("there is no such saga", null, new Input.CancelRequested()));
    }
}
