package checkout.saga.testkit.rules;

import static checkout.saga.testkit.SampleSagas.givenACheckout;
import static checkout.saga.testkit.SampleSagas.givenAParty;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.TimerRequest;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.TimerKind;
import checkout.saga.testkit.SagaFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a saga moves forward, and how long it waits. */
class ForwardRulesTest {

    @Test
    void goesFromStepToStepAndCompletes() {
        givenACheckout()
                .thenSends("DO reserve stock #1")
                .thenIs(SagaPhase.WAITING)
                .whenDone("reserve stock")
                .thenSends("DO authorize payment #1")
                .whenDone("authorize payment")
                .thenSends("DO confirm order #1")
                .thenIs(SagaPhase.WAITING)
                .whenDone("confirm order")
                .thenSendsNothing()
                .thenIs(SagaPhase.COMPLETED);
    }

    @Test
    void sendsTheStepsOfAGroupTogetherAndWaitsForAllOfThem() {
        givenAParty()
                .whenDone("ask the weather")
                .thenSends("DO rent the hall #1", "DO hire the band #1")
                .whenDone("hire the band")
                .thenSendsNothing()
                .thenIs(SagaPhase.WAITING)
                .whenDone("rent the hall")
                .thenSends("DO order the cake #1");
    }

    @Test
    void takesFromTheReplyWhatLaterCommandsNeed() {
        SagaFixture<Checkout> story = givenACheckout().whenDone("reserve stock", "authorize payment");

        assertThat(story.data().authorization()).isEqualTo("a-1");
    }

    @Test
    void waitsExactlyAsLongAsTheStepSays() {
        givenACheckout()
                .whenDone("reserve stock")
                .thenRequestsTimers(new TimerRequest(
                        "authorize payment", TimerKind.REPLY, Duration.ofSeconds(5), Duration.ofSeconds(5)));
    }

    @Test
    void startsTheDeadlineOfTheWholeSagaAtOnce() {
        givenACheckout()
                .thenRequestsTimers(
                        new TimerRequest(
                                "deadline", TimerKind.SAGA_DEADLINE, Duration.ofMinutes(2), Duration.ofMinutes(2)),
                        new TimerRequest(
                                "reserve stock", TimerKind.REPLY, Duration.ofSeconds(10), Duration.ofSeconds(10)));
    }

    @Test
    void sendsTheSameCommandAgainAfterABackoffWhenNoReplyCame() {
        givenACheckout()
                .whenNoReply("reserve stock")
                .thenSendsNothing()
                .thenIs(SagaPhase.RETRYING)
                .whenBackoffEnds("reserve stock")
                .thenSends("DO reserve stock #2")
                .thenSendsPayloads(new Checkout.ReserveStock("c-1"))
                .thenIs(SagaPhase.RETRYING)
                .whenDone("reserve stock")
                .thenIs(SagaPhase.WAITING);
    }

    @Test
    void statesTheBoundsOfTheBackoffWhichDoublesUpToItsCap() {
        Duration none = Duration.ZERO;
        SagaFixture<?> story = givenAParty()
                .whenDone("ask the weather", "rent the hall", "hire the band", "order the cake")
                .whenDone("post the letters", "send the mails");
        for (int seconds : new int[] {1, 2, 4, 4}) {
            story.whenNoReply("buy the drinks")
                    .thenRequestsTimers(
                            new TimerRequest("buy the drinks", TimerKind.BACKOFF, none, Duration.ofSeconds(seconds)))
                    .whenBackoffEnds("buy the drinks");
        }
    }

    @Test
    void showsAttemptsAndTheLastErrorWhileRetrying() {
        var foremost = givenACheckout().whenNoReply("reserve stock").state().foremost();

        assertThat(foremost).isNotNull();
        assertThat(foremost.attempt()).isEqualTo(1);
        assertThat(foremost.maxAttempts()).isEqualTo(3);
        assertThat(foremost.lastError()).isEqualTo("no reply to attempt 1 of 3");
    }

    @Test
    void timesTheStepsOfAGroupOneByOne() {
        givenAParty()
                .whenDone("ask the weather")
                .whenNoReply("hire the band")
                .thenRequestsTimers(
                        new TimerRequest("hire the band", TimerKind.BACKOFF, Duration.ZERO, Duration.ofMillis(500)))
                .thenIs(SagaPhase.RETRYING)
                .whenDone("rent the hall")
                .thenIs(SagaPhase.RETRYING)
                .whenBackoffEnds("hire the band")
                .thenSends("DO hire the band #2")
                .whenNoReply("rent the hall")
                .thenIgnores(IgnoredInputReason.STALE_TIMEOUT);
    }
}
