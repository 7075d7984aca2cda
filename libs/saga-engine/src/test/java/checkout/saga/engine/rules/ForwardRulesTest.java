package checkout.saga.engine.rules;

import static checkout.saga.engine.rules.Story.givenACheckout;
import static checkout.saga.engine.rules.Story.givenAParty;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.NoOp;
import checkout.saga.engine.Wakeup;
import checkout.saga.engine.state.Phase;
import checkout.saga.engine.state.Wait;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a saga gets on, and how long it waits. */
class ForwardRulesTest {

    @Test
    void goesFromStepToStepAndCompletes() {
        givenACheckout()
                .sends("DO reserve stock #1")
                .is(Phase.WAITING)
                .done("reserve stock")
                .sends("DO authorize payment #1")
                .done("authorize payment")
                .sends("DO confirm order #1")
                .is(Phase.WAITING)
                .done("confirm order")
                .sendsNothing()
                .is(Phase.COMPLETED);
    }

    @Test
    void sendsTheStepsOfAGroupTogetherAndWaitsForAllOfThem() {
        givenAParty()
                .done("ask the weather")
                .sends("DO rent the hall #1", "DO hire the band #1")
                .done("hire the band")
                .sendsNothing()
                .is(Phase.WAITING)
                .done("rent the hall")
                .sends("DO order the cake #1");
    }

    @Test
    void takesFromTheReplyWhatLaterCommandsNeed() {
        Story<Checkout> story = givenACheckout().done("reserve stock", "authorize payment");

        assertThat(story.data().authorization()).isEqualTo("a-1");
    }

    @Test
    void waitsExactlyAsLongAsTheStepSays() {
        givenACheckout()
                .done("reserve stock")
                .wants(new Wakeup("authorize payment", Wait.REPLY, Duration.ofSeconds(5), Duration.ofSeconds(5)));
    }

    @Test
    void startsTheDeadlineOfTheWholeSagaAtOnce() {
        givenACheckout()
                .wants(
                        new Wakeup("deadline", Wait.SAGA_DEADLINE, Duration.ofMinutes(2), Duration.ofMinutes(2)),
                        new Wakeup("reserve stock", Wait.REPLY, Duration.ofSeconds(10), Duration.ofSeconds(10)));
    }

    @Test
    void sendsTheSameCommandAgainAfterABackoffWhenNoReplyCame() {
        givenACheckout()
                .noReply("reserve stock")
                .sendsNothing()
                .is(Phase.RETRYING)
                .backoffEnds("reserve stock")
                .sends("DO reserve stock #2")
                .sendsPayload(new Checkout.ReserveStock("c-1"))
                .is(Phase.RETRYING)
                .done("reserve stock")
                .is(Phase.WAITING);
    }

    @Test
    void statesTheBoundsOfTheBackoffWhichDoublesUpToItsCap() {
        Duration none = Duration.ZERO;
        Story<?> story = givenAParty()
                .done("ask the weather", "rent the hall", "hire the band", "order the cake")
                .done("post the letters", "send the mails");
        for (int seconds : new int[] {1, 2, 4, 4}) {
            story.noReply("buy the drinks")
                    .wants(new Wakeup("buy the drinks", Wait.BACKOFF, none, Duration.ofSeconds(seconds)))
                    .backoffEnds("buy the drinks");
        }
    }

    @Test
    void tellsAttemptOfAttemptsAndTheLastErrorWhileRetrying() {
        var foremost = givenACheckout().noReply("reserve stock").state().foremost();

        assertThat(foremost).isNotNull();
        assertThat(foremost.attempt()).isEqualTo(1);
        assertThat(foremost.of()).isEqualTo(3);
        assertThat(foremost.lastError()).isEqualTo("no reply to attempt 1 of 3");
    }

    @Test
    void timesTheStepsOfAGroupOneByOne() {
        givenAParty()
                .done("ask the weather")
                .noReply("hire the band")
                .wants(new Wakeup("hire the band", Wait.BACKOFF, Duration.ZERO, Duration.ofMillis(500)))
                .is(Phase.RETRYING)
                .done("rent the hall")
                .is(Phase.RETRYING)
                .backoffEnds("hire the band")
                .sends("DO hire the band #2")
                .noReply("rent the hall")
                .ignoredAs(NoOp.STALE_TIMEOUT);
    }
}
