package checkout.saga.engine;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.Decision.Moved;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.StepOption;
import checkout.saga.engine.state.Action;
import checkout.saga.engine.state.Phase;
import checkout.saga.engine.state.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a saga is due, with a clock set by hand. */
class TimetableTest {

    private static final Saga<Party> PARTY = Party.list().build();

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }

    private static Input done(String step) {
        return new Input.Replied(step, Action.DO, 1, new Outcome.Done(null));
    }

    private static <D> Moved<D> told(Saga<D> saga, Object event, Input... inputs) {
        return new Journal(event, List.of(inputs)).replay(saga).last();
    }

    @Test
    void keepsTheTimesOfAGroupApart() {
        Moved<Party> both = told(PARTY, "ann", done("ask the weather"));
        Timetable timetable = Timetable.EMPTY.after(both, at(100), most -> most);

        assertThat(timetable.at()).containsOnlyKeys("rent the hall", "hire the band");
        assertThat(timetable.next()).hasValue(103_000);
        assertThat(timetable.due(both.state(), at(102))).isEmpty();
        assertThat(timetable.due(both.state(), at(103)))
                .containsExactly(new Input.TimedOut("rent the hall", Action.DO, 1, Wait.REPLY));
        assertThat(timetable.due(both.state(), at(110))).hasSize(2);
    }

    @Test
    void leavesTheTimeOfOneStepWhenAnotherIsAnswered() {
        Timetable timetable = Timetable.EMPTY
                .after(told(PARTY, "ann", done("ask the weather")), at(100), most -> most)
                .after(told(PARTY, "ann", done("ask the weather"), done("rent the hall")), at(102), most -> most);

        assertThat(timetable.at()).containsOnlyKeys("hire the band").containsEntry("hire the band", 110_000L);
    }

    @Test
    void drawsTheBackoffBelowItsBoundAndNothingElse() {
        var silence = new Input.TimedOut("ask the weather", Action.DO, 1, Wait.REPLY);

        assertThat(Timetable.EMPTY
                        .after(told(PARTY, "ann", silence), at(100), most -> most / 5)
                        .next())
                .hasValue(100_100);
        assertThat(Timetable.EMPTY
                        .after(told(PARTY, "ann"), at(100), most -> {
                            throw new AssertionError("a reply's time is exact");
                        })
                        .next())
                .hasValue(110_000);
    }

    @Test
    void ringsTheDeadlineOfTheSagaUntilThePivotIsSent() {
        Moved<Checkout> started = told(Checkout.SAGA, new Checkout.OrderPlaced("c-1"));
        Timetable timetable = Timetable.EMPTY.after(started, at(100), most -> most);
        Moved<Checkout> confirming = told(
                Checkout.SAGA,
                new Checkout.OrderPlaced("c-1"),
                done("reserve stock"),
                new Input.Replied(
                        "authorize payment", Action.DO, 1, new Outcome.Done(new Checkout.PaymentAuthorized("a"))));

        assertThat(timetable.due(started.state(), at(220))).contains(new Input.SagaDeadlinePassed());
        assertThat(timetable.after(confirming, at(101), most -> most).at()).containsOnlyKeys("confirm order");
    }

    @Test
    void forgetsTheDeadlineOnceTheSagaIsUndone() {
        Moved<Checkout> cancelled = told(Checkout.SAGA, new Checkout.OrderPlaced("c-1"), new Input.CancelRequested());

        assertThat(Timetable.EMPTY
                        .after(told(Checkout.SAGA, new Checkout.OrderPlaced("c-1")), at(100), most -> most)
                        .after(cancelled, at(101), most -> most)
                        .at())
                .containsOnlyKeys("reserve stock");
    }

    @Test
    void doesNotRingTwice() {
        Moved<Party> started = told(PARTY, "ann");
        Timetable rung = Timetable.EMPTY.after(started, at(100), most -> most).rung(at(110));

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

        assertThat(ended.state().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(Timetable.EMPTY
                        .after(told(unhurried, "ann"), at(100), most -> most)
                        .after(ended, at(101), most -> most)
                        .next())
                .isEmpty();
    }
}
