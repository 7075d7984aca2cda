package checkout.saga.testkit.rules;

import static checkout.saga.testkit.SampleSagas.givenACheckout;
import static checkout.saga.testkit.SampleSagas.givenAParty;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.Party;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.testkit.SagaFixture;
import org.junit.jupiter.api.Test;

/** From the moment the first step that must succeed is sent, a saga only goes forward. */
class MustSucceedRulesTest {

    private static SagaFixture<Checkout> confirming() {
        return givenACheckout().whenDone("reserve stock", "authorize payment");
    }

    private static SagaFixture<Party> inviting() {
        return givenAParty().whenDone("ask the weather", "rent the hall", "hire the band", "order the cake");
    }

    @Test
    void isNotCancelledFromTheMomentTheStepIsSent() {
        confirming()
                .whenCancelled()
                .thenIgnores(IgnoredInputReason.PAST_THE_PIVOT)
                .thenIs(SagaPhase.WAITING);
    }

    @Test
    void isNotUndoneByTheDeadlineOfTheSaga() {
        confirming()
                .whenDeadlinePasses()
                .thenIgnores(IgnoredInputReason.PAST_THE_PIVOT)
                .thenIs(SagaPhase.WAITING);
    }

    @Test
    void isNotUndoneByATimeoutButWaitsForTheOperator() {
        confirming()
                .whenNeverAnswered("confirm order")
                .thenSendsNothing()
                .thenIs(SagaPhase.STUCK)
                .thenIsStuckBecause("'confirm order' no reply to attempt 3 of 3");
    }

    @Test
    void isStuckAtOnceWhenTheStepIsRefused() {
        confirming()
                .whenRefused("confirm order", "ORDER_GONE")
                .thenSendsNothing()
                .thenIs(SagaPhase.STUCK)
                .thenIsStuckBecause("'confirm order' refused: ORDER_GONE")
                .whenRefused("confirm order", "ORDER_GONE")
                .thenIgnores(IgnoredInputReason.DUPLICATE_REPLY);
    }

    @Test
    void continuesWhenAStuckStepIsAnsweredLate() {
        confirming()
                .whenNeverAnswered("confirm order")
                .whenDone("confirm order")
                .thenIs(SagaPhase.COMPLETED);
    }

    @Test
    void isNotCompensatedByTheOperatorEvenWhenStuck() {
        confirming()
                .whenOperatorRequests(Request.COMPENSATE)
                .thenIgnores(IgnoredInputReason.PAST_THE_PIVOT)
                .whenRefused("confirm order", "ORDER_GONE")
                .whenOperatorRequests(Request.COMPENSATE)
                .thenIgnores(IgnoredInputReason.PAST_THE_PIVOT)
                .whenCancelled()
                .thenIgnores(IgnoredInputReason.PAST_THE_PIVOT)
                .thenIs(SagaPhase.STUCK);
    }

    @Test
    void onlyGoesForwardInTheStepsAfterItToo() {
        inviting()
                .whenDone("post the letters", "send the mails")
                .thenSends("DO buy the drinks #1")
                .whenCancelled()
                .thenIgnores(IgnoredInputReason.PAST_THE_PIVOT)
                .whenRefused("buy the drinks", "SOLD OUT")
                .thenSendsNothing()
                .thenIs(SagaPhase.STUCK);
    }

    @Test
    void continuesTheRestOfAGroupWhenOneOfItsStepsIsStuck() {
        inviting()
                .thenSends("DO post the letters #1", "DO send the mails #1")
                .whenRefused("send the mails", "NO ADDRESS")
                .thenIs(SagaPhase.STUCK)
                .whenNoReply("post the letters")
                .whenBackoffEnds("post the letters")
                .thenSends("DO post the letters #2")
                .whenDone("post the letters")
                .thenSendsNothing()
                .thenIs(SagaPhase.STUCK)
                .whenOperatorRequests(Request.RETRY)
                .thenSends("DO send the mails #2")
                .whenDone("send the mails")
                .thenSends("DO buy the drinks #1");
    }
}
