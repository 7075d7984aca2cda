package checkout.saga.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.StepOption;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.TimerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which timers of a saga are set and due, with the time set by hand. */
class TimersTest {

    private static final Saga<Party> PARTY = Party.list().build();

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }

    private static SagaInput done(String step) {
        return new SagaInput.Replied(step, StepAction.DO, 1, new StepOutcome.Done(null));
    }

    private static <D> Moved<D> after(Saga<D> saga, Object event, SagaInput... inputs) {
        return new SagaJournal(event, List.of(inputs)).replay(saga).last();
    }

    @Test
    void keepsTheTimersOfAGroupApart() {
        Moved<Party> both = after(PARTY, "ann", done("ask the weather"));
        Timers timers = Timers.EMPTY.after(both, at(100), bound -> bound);

        assertThat(timers.at()).containsOnlyKeys("rent the hall", "hire the band");
        assertThat(timers.next()).hasValue(103_000);
        assertThat(timers.due(both.state(), at(102))).isEmpty();
        assertThat(timers.due(both.state(), at(103)))
                .containsExactly(new SagaInput.TimedOut("rent the hall", StepAction.DO, 1, TimerKind.REPLY));
        assertThat(timers.due(both.state(), at(110))).hasSize(2);
    }

    @Test
    void leavesTheTimerOfOneStepWhenAnotherIsAnswered() {
        Timers timers = Timers.EMPTY
                .after(after(PARTY, "ann", done("ask the weather")), at(100), bound -> bound)
                .after(after(PARTY, "ann", done("ask the weather"), done("rent the hall")), at(102), bound -> bound);

        assertThat(timers.at()).containsOnlyKeys("hire the band").containsEntry("hire the band", 110_000L);
    }

    @Test
    void drawsTheBackoffBelowItsBoundAndNothingElse() {
        var noReply = new SagaInput.TimedOut("ask the weather", StepAction.DO, 1, TimerKind.REPLY);

        assertThat(Timers.EMPTY
                        .after(after(PARTY, "ann", noReply), at(100), bound -> bound / 5)
                        .next())
                .hasValue(100_100);
        assertThat(Timers.EMPTY
                        .after(after(PARTY, "ann"), at(100), bound -> {
                            throw new AssertionError("the timeout of a reply is exact");
                        })
                        .next())
                .hasValue(110_000);
    }

    @Test
    void firesTheDeadlineOfTheSagaUntilThePivotIsSent() {
        Moved<Checkout> started = after(Checkout.SAGA, new Checkout.OrderPlaced("c-1"));
        Timers timers = Timers.EMPTY.after(started, at(100), bound -> bound);
        Moved<Checkout> confirming = after(
                Checkout.SAGA,
                new Checkout.OrderPlaced("c-1"),
                done("reserve stock"),
                new SagaInput.Replied(
                        "authorize payment",
                        StepAction.DO,
                        1,
                        new StepOutcome.Done(new Checkout.PaymentAuthorized("a"))));

        assertThat(timers.due(started.state(), at(220))).contains(new SagaInput.SagaDeadlinePassed());
        assertThat(timers.after(confirming, at(101), bound -> bound).at()).containsOnlyKeys("confirm order");
    }

    @Test
    void hasNoDeadlineOnceThePivotIsSentOrRefused() {
        Saga<Trip> trip = Trip.list().deadline(Duration.ofMinutes(1)).build();
        SagaInput[] booked = {done("rent the car"), done("book the room")};
        Timers buying = Timers.EMPTY
                .after(after(trip, "ann"), at(100), bound -> bound)
                .after(after(trip, "ann", booked), at(101), bound -> bound);
        var refused =
                new SagaInput.Replied("buy the flight", StepAction.DO, 1, new StepOutcome.Refused("SOLD OUT", null));

        assertThat(buying.at()).containsOnlyKeys("buy the flight");
        assertThat(buying.after(after(trip, "ann", booked[0], booked[1], refused), at(102), bound -> bound)
                        .at())
                .containsOnlyKeys("rent the car", "book the room");
    }

    @Test
    void removesTheDeadlineOnceTheSagaIsUndone() {
        Moved<Checkout> cancelled =
                after(Checkout.SAGA, new Checkout.OrderPlaced("c-1"), new SagaInput.CancelRequested());

        assertThat(Timers.EMPTY
                        .after(after(Checkout.SAGA, new Checkout.OrderPlaced("c-1")), at(100), bound -> bound)
                        .after(cancelled, at(101), bound -> bound)
                        .at())
                .containsOnlyKeys("reserve stock");
    }

    @Test
    void keepsTheirDistanceWhenTheyAreBroughtForward() {
        Timers timers = new Timers(Map.of("pay", 1_000L, Saga.DEADLINE, 5_000L));

        assertThat(timers.noneAfter(Instant.ofEpochMilli(5_000))).isSameAs(timers);
        assertThat(timers.noneAfter(Instant.ofEpochMilli(4_999)).at())
                .containsOnly(entry("pay", 999L), entry(Saga.DEADLINE, 4_999L));
        assertThat(Timers.EMPTY.noneAfter(at(0))).isSameAs(Timers.EMPTY);
    }

    @Test
    void doesNotFireTwice() {
        Moved<Party> started = after(PARTY, "ann");
        Timers fired = Timers.EMPTY.after(started, at(100), bound -> bound).fired(at(110));

        assertThat(fired.due(started.state(), at(200))).isEmpty();
        assertThat(fired.next()).isEmpty();
    }

    @Test
    void isEmptyAtTheEnd() {
        Saga<Party> oneStep = Saga.named("short")
                .startedBy(String.class, Party::new, StepOption.undo((Party party) -> "off"))
                .step("only", party -> "go", StepOption.nothingToUndo())
                .deadline(Duration.ofMinutes(1))
                .build();
        Moved<Party> ended = after(oneStep, "ann", done("only"));

        assertThat(ended.state().phase()).isEqualTo(SagaPhase.COMPLETED);
        assertThat(Timers.EMPTY
                        .after(after(oneStep, "ann"), at(100), bound -> bound)
                        .after(ended, at(101), bound -> bound)
                        .next())
                .isEmpty();
    }
}
