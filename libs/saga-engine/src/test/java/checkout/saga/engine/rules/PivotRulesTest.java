package checkout.saga.engine.rules;

import static checkout.saga.engine.rules.Story.givenACheckout;
import static checkout.saga.engine.rules.Story.givenAParty;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.Input.OperatorSaid.Wish;
import checkout.saga.engine.NoOp;
import checkout.saga.engine.Party;
import checkout.saga.engine.state.Phase;
import org.junit.jupiter.api.Test;

/** From the moment the pivot's command is sent a saga only goes forward. */
class PivotRulesTest {

    private static Story<Checkout> confirming() {
        return givenACheckout().done("reserve stock", "authorize payment");
    }

    private static Story<Party> inviting() {
        return givenAParty().done("ask the weather", "rent the hall", "hire the band", "order the cake");
    }

    @Test
    void isNotCancelledFromTheMomentThePivotIsSent() {
        confirming().cancelled().ignoredAs(NoOp.PAST_THE_PIVOT).is(Phase.WAITING);
    }

    @Test
    void isNotUndoneByTheDeadlineOfTheSaga() {
        confirming().deadlinePasses().ignoredAs(NoOp.PAST_THE_PIVOT).is(Phase.WAITING);
    }

    @Test
    void isNotUndoneByATimeoutButWaitsForTheOperator() {
        confirming()
                .neverAnswers("confirm order")
                .sendsNothing()
                .is(Phase.STUCK)
                .stuckWith("'confirm order' no reply to attempt 3 of 3");
    }

    @Test
    void isStuckAtOnceWhenThePivotIsRefused() {
        confirming()
                .refused("confirm order", "ORDER_GONE")
                .sendsNothing()
                .is(Phase.STUCK)
                .stuckWith("'confirm order' refused: ORDER_GONE")
                .refused("confirm order", "ORDER_GONE")
                .ignoredAs(NoOp.DUPLICATE_REPLY);
    }

    @Test
    void goesOnWhenTheAnswerOfAStuckStepComesAfterAll() {
        confirming().neverAnswers("confirm order").done("confirm order").is(Phase.COMPLETED);
    }

    @Test
    void isNotCompensatedByTheOperatorEvenWhenStuck() {
        confirming()
                .operator(Wish.COMPENSATE)
                .ignoredAs(NoOp.PAST_THE_PIVOT)
                .refused("confirm order", "ORDER_GONE")
                .operator(Wish.COMPENSATE)
                .ignoredAs(NoOp.PAST_THE_PIVOT)
                .cancelled()
                .ignoredAs(NoOp.PAST_THE_PIVOT)
                .is(Phase.STUCK);
    }

    @Test
    void onlyGoesForwardInTheStepsAfterThePivotToo() {
        inviting()
                .done("post the letters", "send the mails")
                .sends("DO buy the drinks #1")
                .cancelled()
                .ignoredAs(NoOp.PAST_THE_PIVOT)
                .refused("buy the drinks", "SOLD OUT")
                .sendsNothing()
                .is(Phase.STUCK);
    }

    @Test
    void runsTheRestOfAGroupOnWhenOneOfItsStepsIsStuck() {
        inviting()
                .sends("DO post the letters #1", "DO send the mails #1")
                .refused("send the mails", "NO ADDRESS")
                .is(Phase.STUCK)
                .noReply("post the letters")
                .backoffEnds("post the letters")
                .sends("DO post the letters #2")
                .done("post the letters")
                .sendsNothing()
                .is(Phase.STUCK)
                .operator(Wish.RETRY)
                .sends("DO send the mails #2")
                .done("send the mails")
                .sends("DO buy the drinks #1");
    }
}
