package checkout.saga.engine.rules;

import static checkout.saga.engine.rules.SagaStory.givenACheckout;
import static checkout.saga.engine.rules.SagaStory.givenAParty;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.IgnoredReason;
import checkout.saga.engine.TimerRequest;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.TimerKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a saga gets on, and how long it waits. */
class ForwardRulesTest {

    @Test
    void goesFromStepToStepAndCompletes() {
        givenACheckout()
                .sends("DO reserve stock #1")
                .is(SagaPhase.WAITING)
                .done("reserve stock")
                .sends("DO authorize payment #1")
                .done("authorize payment")
                .sends("DO confirm order #1")
                .is(SagaPhase.WAITING)
                .done("confirm order")
                .sendsNothing()
                .is(SagaPhase.COMPLETED);
    }

    @Test
    void sendsTheStepsOfAGroupTogetherAndWaitsForAllOfThem() {
        givenAParty()
                .done("ask the weather")
                .sends("DO rent the hall #1", "DO hire the band #1")
                .done("hire the band")
                .sendsNothing()
                .is(SagaPhase.WAITING)
                .done("rent the hall")
                .sends("DO order the cake #1");
    }

    @Test
    void takesFromTheReplyWhatLaterCommandsNeed() {
        SagaStory<Checkout> story = givenACheckout().done("reserve stock", "authorize payment");

        assertThat(story.data().authorization()).isEqualTo("a-1");
    }

    @Test
    void waitsExactlyAsLongAsTheStepSays() {
        givenACheckout()
                .done("reserve stock")
                .wants(new TimerRequest(
                        "authorize payment", TimerKind.REPLY, Duration.ofSeconds(5), Duration.ofSeconds(5)));
    }

    @Test
    void startsTheDeadlineOfTheWholeSagaAtOnce() {
        givenACheckout()
                .wants(
                        new TimerRequest(
                                "deadline", TimerKind.SAGA_DEADLINE, Duration.ofMinutes(2), Duration.ofMinutes(2)),
                        new TimerRequest(
                                "reserve stock", TimerKind.REPLY, Duration.ofSeconds(10), Duration.ofSeconds(10)));
    }

    @Test
    void sendsTheSameCommandAgainAfterABackoffWhenNoReplyCame() {
        givenACheckout()
                .noReply("reserve stock")
                .sendsNothing()
                .is(SagaPhase.RETRYING)
                .backoffEnds("reserve stock")
                .sends("DO reserve stock #2")
                .sendsPayload(new Checkout.ReserveStock("c-1"))
                .is(SagaPhase.RETRYING)
                .done("reserve stock")
                .is(SagaPhase.WAITING);
    }

    @Test
    void statesTheBoundsOfTheBackoffWhichDoublesUpToItsCap() {
        Duration none = Duration.ZERO;
        SagaStory<?> story = givenAParty()
                .done("ask the weather", "rent the hall", "hire the band", "order the cake")
                .done("post the letters", "send the mails");
        for (int seconds : new int[] {1, 2, 4, 4}) {
            story.noReply("buy the drinks")
                    .wants(new TimerRequest("buy the drinks", TimerKind.BACKOFF, none, Duration.ofSeconds(seconds)))
                    .backoffEnds("buy the drinks");
        }
    }

    @Test
    void tellsAttemptOfAttemptsAndTheLastErrorWhileRetrying() {
        var foremost = givenACheckout().noReply("reserve stock").state().foremost();

        assertThat(foremost).isNotNull();
        assertThat(foremost.attempt()).isEqualTo(1);
        assertThat(foremost.maxAttempts()).isEqualTo(3);
        assertThat(foremost.lastError()).isEqualTo("no reply to attempt 1 of 3");
    }

    @Test
    void timesTheStepsOfAGroupOneByOne() {
        givenAParty()
                .done("ask the weather")
                .noReply("hire the band")
                .wants(new TimerRequest("hire the band", TimerKind.BACKOFF, Duration.ZERO, Duration.ofMillis(500)))
                .is(SagaPhase.RETRYING)
                .done("rent the hall")
                .is(SagaPhase.RETRYING)
                .backoffEnds("hire the band")
                .sends("DO hire the band #2")
                .noReply("rent the hall")
                .ignoredAs(IgnoredReason.STALE_TIMEOUT);
    }
}
