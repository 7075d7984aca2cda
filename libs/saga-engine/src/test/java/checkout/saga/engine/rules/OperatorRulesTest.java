package checkout.saga.engine.rules;

import static checkout.saga.engine.rules.SagaStory.givenACheckout;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.Checkout.RejectOrder;
import checkout.saga.engine.IgnoredReason;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.TimerRequest;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.TimerKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the operator may do, and what is refused with a reason. */
class OperatorRulesTest {

    private static SagaStory<Checkout> confirming() {
        return givenACheckout().done("reserve stock", "authorize payment");
    }

    private static SagaStory<Checkout> stuckOnVoidingThePayment() {
        return givenACheckout()
                .done("reserve stock")
                .cancelled()
                .neverAnswers("authorize payment")
                .is(SagaPhase.COMPENSATION_STUCK);
    }

    @Test
    void retriesWhatIsStuckWithFreshAttempts() {
        SagaStory<Checkout> story = confirming()
                .neverAnswers("confirm order")
                .operator(Request.RETRY)
                .sends("DO confirm order #4")
                .is(SagaPhase.RETRYING);

        assertThat(story.state("confirm order").maxAttempts()).isEqualTo(6);
        story.neverAnswers("confirm order").is(SagaPhase.STUCK).stuckWith("'confirm order' no reply to attempt 6 of 6");
    }

    @Test
    void startsTheBackoffAnewWithFreshAttempts() {
        confirming()
                .neverAnswers("confirm order")
                .operator(Request.RETRY)
                .noReply("confirm order")
                .wants(new TimerRequest("confirm order", TimerKind.BACKOFF, Duration.ZERO, Duration.ofMillis(500)));
    }

    @Test
    void doesNotTakeARefusalFromBeforeTheRetryForItsAnswer() {
        confirming()
                .refused("confirm order", "ORDER_LOCKED")
                .operator(Request.RETRY)
                .sends("DO confirm order #2")
                .refused("confirm order", "ORDER_LOCKED", 1)
                .ignoredAs(IgnoredReason.LATE_REPLY)
                .done("confirm order")
                .is(SagaPhase.COMPLETED);
    }

    @Test
    void retriesAParkedUndoWhileTheOthersRunOn() {
        stuckOnVoidingThePayment()
                .operator(Request.RETRY)
                .sends("UNDO authorize payment #4")
                .is(SagaPhase.COMPENSATING)
                .undone("reserve stock")
                .sendsNothing()
                .undone("authorize payment")
                .sends("UNDO start #1");
    }

    @Test
    void retriesNothingWhenNothingIsStuck() {
        givenACheckout()
                .operator(Request.RETRY)
                .ignoredAs(IgnoredReason.NOTHING_STUCK)
                .noReply("reserve stock")
                .operator(Request.RETRY)
                .ignoredAs(IgnoredReason.NOTHING_STUCK);
    }

    @Test
    void compensatesBeforeThePivot() {
        givenACheckout()
                .done("reserve stock")
                .operator(Request.COMPENSATE)
                .sends("UNDO authorize payment #1")
                .operator(Request.COMPENSATE)
                .ignoredAs(IgnoredReason.ALREADY_UNDOING)
                .undone("authorize payment", "reserve stock")
                .sendsPayload(new RejectOrder("c-1", "OPERATOR"));
    }

    @Test
    void resolvesWhatIsStuckAndKeepsWhoAndWhy() {
        SagaState state = confirming()
                .refused("confirm order", "ORDER_GONE")
                .operator(Request.RESOLVE)
                .sendsNothing()
                .is(SagaPhase.RESOLVED)
                .done("confirm order", 1)
                .ignoredAs(IgnoredReason.ALREADY_ENDED)
                .state();

        assertThat(state.resolution()).isEqualTo(new SagaState.Resolution("olga", "because"));
        assertThat(state.stuckReason()).isNull();
        assertThat(state.foremost()).isNull();
    }

    @Test
    void resolvesOnlyWhatIsStuck() {
        givenACheckout()
                .operator(Request.RESOLVE)
                .ignoredAs(IgnoredReason.NOTHING_STUCK)
                .cancelled()
                .operator(Request.RESOLVE)
                .ignoredAs(IgnoredReason.NOTHING_STUCK);
    }

    @Test
    void doesNotResolveWhileOtherUndosStillRun() {
        stuckOnVoidingThePayment()
                .operator(Request.RESOLVE)
                .ignoredAs(IgnoredReason.STILL_RUNNING)
                .undone("reserve stock", "start")
                .operator(Request.RESOLVE)
                .is(SagaPhase.RESOLVED);
    }

    @Test
    void sendsAgainWhatWasAwaitedWhenAParkedSagaIsRetried() {
        givenACheckout()
                .parked()
                .is(SagaPhase.STUCK)
                .stuckWith("version 1 is not deployed")
                .operator(Request.RETRY)
                .sends("DO reserve stock #2")
                .done("reserve stock", 1)
                .is(SagaPhase.WAITING)
                .sends("DO authorize payment #1");
    }

    @Test
    void goesOnWhenAParkedSagaHearsAReplyUnderItsOwnVersion() {
        SagaStory<Checkout> story = givenACheckout()
                .parked()
                .done("reserve stock")
                .sends("DO authorize payment #1")
                .is(SagaPhase.WAITING);

        assertThat(story.state().parked()).isNull();
    }

    @Test
    void resolvesAParkedSaga() {
        givenACheckout().parked().operator(Request.RESOLVE).is(SagaPhase.RESOLVED);
    }

    @Test
    void doesNotParkWhatHasEnded() {
        givenACheckout()
                .done("reserve stock", "authorize payment", "confirm order")
                .parked()
                .is(SagaPhase.COMPLETED);
    }
}
