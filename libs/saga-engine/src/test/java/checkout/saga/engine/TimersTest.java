package checkout.saga.engine;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.StepOption;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.TimerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a saga is due, with a clock set by hand. */
class TimersTest {

    private static final Saga<Party> PARTY = Party.list().build();

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }

    private static SagaInput done(String step) {
        return new SagaInput.Replied(step, StepAction.DO, 1, new StepOutcome.Done(null));
    }

    private static <D> Moved<D> told(Saga<D> saga, Object event, SagaInput... inputs) {
        return new SagaJournal(event, List.of(inputs)).replay(saga).last();
    }

    @Test
    void keepsTheTimesOfAGroupApart() {
        Moved<Party> both = told(PARTY, "ann", done("ask the weather"));
        Timers timers = Timers.EMPTY.after(both, at(100), most -> most);

        assertThat(timers.at()).containsOnlyKeys("rent the hall", "hire the band");
        assertThat(timers.next()).hasValue(103_000);
        assertThat(timers.due(both.state(), at(102))).isEmpty();
        assertThat(timers.due(both.state(), at(103)))
                .containsExactly(new SagaInput.TimedOut("rent the hall", StepAction.DO, 1, TimerKind.REPLY));
        assertThat(timers.due(both.state(), at(110))).hasSize(2);
    }

    @Test
    void leavesTheTimeOfOneStepWhenAnotherIsAnswered() {
        Timers timers = Timers.EMPTY
                .after(told(PARTY, "ann", done("ask the weather")), at(100), most -> most)
                .after(told(PARTY, "ann", done("ask the weather"), done("rent the hall")), at(102), most -> most);

        assertThat(timers.at()).containsOnlyKeys("hire the band").containsEntry("hire the band", 110_000L);
    }

    @Test
    void drawsTheBackoffBelowItsBoundAndNothingElse() {
        var silence = new SagaInput.TimedOut("ask the weather", StepAction.DO, 1, TimerKind.REPLY);

        assertThat(Timers.EMPTY
                        .after(told(PARTY, "ann", silence), at(100), most -> most / 5)
                        .next())
                .hasValue(100_100);
        assertThat(Timers.EMPTY
                        .after(told(PARTY, "ann"), at(100), most -> {
                            throw new AssertionError("a reply's time is exact");
                        })
                        .next())
                .hasValue(110_000);
    }

    @Test
    void ringsTheDeadlineOfTheSagaUntilThePivotIsSent() {
        Moved<Checkout> started = told(Checkout.SAGA, new Checkout.OrderPlaced("c-1"));
        Timers timers = Timers.EMPTY.after(started, at(100), most -> most);
        Moved<Checkout> confirming = told(
                Checkout.SAGA,
                new Checkout.OrderPlaced("c-1"),
                done("reserve stock"),
                new SagaInput.Replied(
                        "authorize payment",
                        StepAction.DO,
                        1,
                        new StepOutcome.Done(new Checkout.PaymentAuthorized("a"))));

        assertThat(timers.due(started.state(), at(220))).contains(new SagaInput.SagaDeadlinePassed());
        assertThat(timers.after(confirming, at(101), most -> most).at()).containsOnlyKeys("confirm order");
    }

    @Test
    void hasNoDeadlineFromTheMomentThePivotIsSentNorAfterItsRefusal() {
        Saga<Trip> trip = Trip.list().deadline(Duration.ofMinutes(1)).build();
        SagaInput[] booked = {done("rent the car"), done("book the room")};
        Timers buying = Timers.EMPTY
                .after(told(trip, "ann"), at(100), most -> most)
                .after(told(trip, "ann", booked), at(101), most -> most);
        var refused =
                new SagaInput.Replied("buy the flight", StepAction.DO, 1, new StepOutcome.Refused("SOLD OUT", null));

        assertThat(buying.at()).containsOnlyKeys("buy the flight");
        assertThat(buying.after(told(trip, "ann", booked[0], booked[1], refused), at(102), most -> most)
                        .at())
                .containsOnlyKeys("rent the car", "book the room");
    }

    @Test
    void forgetsTheDeadlineOnceTheSagaIsUndone() {
        Moved<Checkout> cancelled =
                told(Checkout.SAGA, new Checkout.OrderPlaced("c-1"), new SagaInput.CancelRequested());

        assertThat(Timers.EMPTY
                        .after(told(Checkout.SAGA, new Checkout.OrderPlaced("c-1")), at(100), most -> most)
                        .after(cancelled, at(101), most -> most)
                        .at())
                .containsOnlyKeys("reserve stock");
    }

    @Test
    void doesNotRingTwice() {
        Moved<Party> started = told(PARTY, "ann");
        Timers rung = Timers.EMPTY.after(started, at(100), most -> most).fired(at(110));

        assertThat(rung.due(started.state(), at(200))).isEmpty();
        assertThat(rung.next()).isEmpty();
    }

    @Test
    void isEmptyAtTheEnd() {
        Saga<Party> unhurried = Saga.named("short")
                .startedBy(String.class, Party::new, StepOption.undo((Party party) -> "off"))
                .step("only", party -> "go", StepOption.nothingToUndo())
                .deadline(Duration.ofMinutes(1))
                .build();
        Moved<Party> ended = told(unhurried, "ann", done("only"));

        assertThat(ended.state().phase()).isEqualTo(SagaPhase.COMPLETED);
        assertThat(Timers.EMPTY
                        .after(told(unhurried, "ann"), at(100), most -> most)
                        .after(ended, at(101), most -> most)
                        .next())
                .isEmpty();
    }
}
