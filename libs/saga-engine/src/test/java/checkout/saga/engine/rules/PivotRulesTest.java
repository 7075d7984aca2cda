package checkout.saga.engine.rules;

import static checkout.saga.engine.rules.SagaStory.given;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.IgnoredReason;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.Trip;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.StepOption;
import checkout.saga.engine.state.SagaPhase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The participant's answer to the pivot alone decides how the saga ends. */
class PivotRulesTest {

    private static SagaStory<Trip> buying() {
        return given(Trip.list().deadline(Duration.ofMinutes(1)).build(), "ann")
                .done("rent the car", "book the room")
                .sends("DO buy the flight #1");
    }

    @Test
    void isUndoneFromOutsideOnlyUntilThePivotIsSent() {
        SagaStory<Trip> booking = given(Trip.list().build(), "ann");
        assertThat(booking.state().pastPivot()).isFalse();
        booking.cancelled().is(SagaPhase.COMPENSATING);

        assertThat(buying().state().pastPivot()).isTrue();
        buying().cancelled().ignoredAs(IgnoredReason.PAST_THE_PIVOT).is(SagaPhase.WAITING);
        buying().deadlinePasses().ignoredAs(IgnoredReason.PAST_THE_PIVOT).is(SagaPhase.WAITING);
        buying().operator(Request.COMPENSATE).ignoredAs(IgnoredReason.PAST_THE_PIVOT);
        buying().noReply("buy the flight").cancelled().ignoredAs(IgnoredReason.PAST_THE_PIVOT);
    }

    @Test
    void onlyGoesForwardOnceThePivotIsDone() {
        SagaStory<Trip> sending = buying().done("buy the flight").sends("DO send the itinerary #1");

        assertThat(sending.data().ticket()).isEqualTo("a-1");
        assertThat(sending.state().pastPivot()).isTrue();
        sending.cancelled()
                .ignoredAs(IgnoredReason.PAST_THE_PIVOT)
                .refused("send the itinerary", "NO ADDRESS")
                .sendsNothing()
                .is(SagaPhase.STUCK)
                .operator(Request.COMPENSATE)
                .ignoredAs(IgnoredReason.PAST_THE_PIVOT);
    }

    @Test
    void undoesTheStepsBeforeARefusedPivotButNotThePivot() {
        SagaStory<Trip> undoing = buying().refused("buy the flight", "SOLD OUT")
                .sends("UNDO rent the car #1", "UNDO book the room #1")
                .is(SagaPhase.COMPENSATING);

        assertThat(undoing.state().pastPivot()).isFalse();
        assertThat(undoing.state().abort()).isNotNull();
        assertThat(undoing.state().abort().code()).isEqualTo("SOLD OUT");
        assertThat(undoing.state().abort().step()).isEqualTo("buy the flight");
        undoing.cancelled()
                .ignoredAs(IgnoredReason.ALREADY_UNDOING)
                .refused("buy the flight", "SOLD OUT")
                .ignoredAs(IgnoredReason.DUPLICATE_REPLY)
                .undone("rent the car", "book the room", "start")
                .is(SagaPhase.COMPENSATED);
    }

    @Test
    void takesARefusalThatComesDuringTheBackoff() {
        buying().noReply("buy the flight")
                .refused("buy the flight", "SOLD OUT")
                .sends("UNDO rent the car #1", "UNDO book the room #1")
                .backoffEnds("buy the flight")
                .ignoredAs(IgnoredReason.STALE_TIMEOUT);
    }

    @Test
    void isStuckAndNeverUndoneWhenNoAttemptIsAnswered() {
        SagaStory<Trip> stuck = buying().neverAnswers("buy the flight")
                .sendsNothing()
                .is(SagaPhase.STUCK)
                .stuckWith("'buy the flight' no reply to attempt 4 of 4");

        assertThat(stuck.state().pastPivot()).isTrue();
        stuck.operator(Request.COMPENSATE)
                .ignoredAs(IgnoredReason.PAST_THE_PIVOT)
                .cancelled()
                .ignoredAs(IgnoredReason.PAST_THE_PIVOT)
                .deadlinePasses()
                .ignoredAs(IgnoredReason.PAST_THE_PIVOT)
                .is(SagaPhase.STUCK);
    }

    @Test
    void letsALateAnswerDecideAStuckPivot() {
        buying().neverAnswers("buy the flight")
                .done("buy the flight", 2)
                .sends("DO send the itinerary #1")
                .is(SagaPhase.WAITING);
        buying().neverAnswers("buy the flight")
                .refused("buy the flight", "SOLD OUT", 2)
                .sends("UNDO rent the car #1", "UNDO book the room #1")
                .is(SagaPhase.COMPENSATING);
    }

    @Test
    void letsTheOperatorRetryAStuckPivotWithFreshAttempts() {
        SagaStory<Trip> retried = buying().neverAnswers("buy the flight")
                .operator(Request.RETRY)
                .sends("DO buy the flight #5")
                .is(SagaPhase.RETRYING);

        assertThat(retried.state("buy the flight").maxAttempts()).isEqualTo(8);
        retried.cancelled()
                .ignoredAs(IgnoredReason.PAST_THE_PIVOT)
                .refused("buy the flight", "SOLD OUT")
                .sends("UNDO rent the car #1", "UNDO book the room #1");
    }

    @Test
    void letsARefusalFromBeforeTheRetryDecide() {
        buying().neverAnswers("buy the flight")
                .operator(Request.RETRY)
                .refused("buy the flight", "SOLD OUT", 1)
                .sends("UNDO rent the car #1", "UNDO book the room #1")
                .done("buy the flight", 5)
                .impossible("says it was done and says it was refused");
    }

    @Test
    void resolvesAStuckPivot() {
        buying().neverAnswers("buy the flight").operator(Request.RESOLVE).is(SagaPhase.RESOLVED);
    }

    @Test
    void completesWithAPivotAsItsLastStep() {
        Saga<String> saga = Saga.named("short")
                .startedBy(String.class, name -> name, StepOption.undo((String name) -> "undo"))
                .step("pay", name -> "pay", StepOption.pivot())
                .build();

        given(saga, "x").done("pay").sendsNothing().is(SagaPhase.COMPLETED);
        given(saga, "x").refused("pay", "NO MONEY").sends("UNDO start #1");
    }
}
