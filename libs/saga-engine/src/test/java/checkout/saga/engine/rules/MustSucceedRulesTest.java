package checkout.saga.engine.rules;

import static checkout.saga.engine.rules.SagaStory.givenACheckout;
import static checkout.saga.engine.rules.SagaStory.givenAParty;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.IgnoredReason;
import checkout.saga.engine.Party;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.state.SagaPhase;
import org.junit.jupiter.api.Test;

/** From the moment the first step that must succeed is sent, a saga only goes forward. */
class MustSucceedRulesTest {

    private static SagaStory<Checkout> confirming() {
        return givenACheckout().done("reserve stock", "authorize payment");
    }

    private static SagaStory<Party> inviting() {
        return givenAParty().done("ask the weather", "rent the hall", "hire the band", "order the cake");
    }

    @Test
    void isNotCancelledFromTheMomentTheStepIsSent() {
        confirming().cancelled().ignoredAs(IgnoredReason.PAST_THE_PIVOT).is(SagaPhase.WAITING);
    }

    @Test
    void isNotUndoneByTheDeadlineOfTheSaga() {
        confirming().deadlinePasses().ignoredAs(IgnoredReason.PAST_THE_PIVOT).is(SagaPhase.WAITING);
    }

    @Test
    void isNotUndoneByATimeoutButWaitsForTheOperator() {
        confirming()
                .neverAnswers("confirm order")
                .sendsNothing()
                .is(SagaPhase.STUCK)
                .stuckWith("'confirm order' no reply to attempt 3 of 3");
    }

    @Test
    void isStuckAtOnceWhenTheStepIsRefused() {
        confirming()
                .refused("confirm order", "ORDER_GONE")
                .sendsNothing()
                .is(SagaPhase.STUCK)
                .stuckWith("'confirm order' refused: ORDER_GONE")
                .refused("confirm order", "ORDER_GONE")
                .ignoredAs(IgnoredReason.DUPLICATE_REPLY);
    }

    @Test
    void goesOnWhenTheAnswerOfAStuckStepComesAfterAll() {
        confirming().neverAnswers("confirm order").done("confirm order").is(SagaPhase.COMPLETED);
    }

    @Test
    void isNotCompensatedByTheOperatorEvenWhenStuck() {
        confirming()
                .operator(Request.COMPENSATE)
                .ignoredAs(IgnoredReason.PAST_THE_PIVOT)
                .refused("confirm order", "ORDER_GONE")
                .operator(Request.COMPENSATE)
                .ignoredAs(IgnoredReason.PAST_THE_PIVOT)
                .cancelled()
                .ignoredAs(IgnoredReason.PAST_THE_PIVOT)
                .is(SagaPhase.STUCK);
    }

    @Test
    void onlyGoesForwardInTheStepsAfterItToo() {
        inviting()
                .done("post the letters", "send the mails")
                .sends("DO buy the drinks #1")
                .cancelled()
                .ignoredAs(IgnoredReason.PAST_THE_PIVOT)
                .refused("buy the drinks", "SOLD OUT")
                .sendsNothing()
                .is(SagaPhase.STUCK);
    }

    @Test
    void runsTheRestOfAGroupOnWhenOneOfItsStepsIsStuck() {
        inviting()
                .sends("DO post the letters #1", "DO send the mails #1")
                .refused("send the mails", "NO ADDRESS")
                .is(SagaPhase.STUCK)
                .noReply("post the letters")
                .backoffEnds("post the letters")
                .sends("DO post the letters #2")
                .done("post the letters")
                .sendsNothing()
                .is(SagaPhase.STUCK)
                .operator(Request.RETRY)
                .sends("DO send the mails #2")
                .done("send the mails")
                .sends("DO buy the drinks #1");
    }
}
