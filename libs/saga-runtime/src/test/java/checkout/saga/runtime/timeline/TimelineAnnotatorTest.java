package checkout.saga.runtime.timeline;

import static checkout.saga.runtime.timeline.OrderHistory.accepted;
import static checkout.saga.runtime.timeline.OrderHistory.acted;
import static checkout.saga.runtime.timeline.OrderHistory.cancelled;
import static checkout.saga.runtime.timeline.OrderHistory.deadLetter;
import static checkout.saga.runtime.timeline.OrderHistory.event;
import static checkout.saga.runtime.timeline.OrderHistory.placed;
import static checkout.saga.runtime.timeline.OrderHistory.redriven;
import static checkout.saga.runtime.timeline.OrderHistory.refused;
import static checkout.saga.runtime.timeline.OrderHistory.sent;
import static checkout.saga.runtime.timeline.OrderHistory.withPayload;
import static checkout.saga.runtime.timeline.OrderHistory.withType;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.definition.Saga;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Red here: the timeline explains a message wrongly, or says nothing of one that changed nothing. */
class TimelineAnnotatorTest {
    private static final String LATE = "the answer came after the saga had gone on without it";
    private static final String DUPLICATE = "the step has given this answer already";

    private final List<HistoryRow> rows = new ArrayList<>();

    @Test
    void whatTookEffectNeedsNoNote() {
        given(
                placed(),
                sent("reserve", "DO", 1),
                accepted("reserve", "DO", 1),
                sent("pay", "DO", 1),
                refused("pay", "DO", 1),
                sent("reserve", "UNDO", 1),
                accepted("reserve", "UNDO", 1),
                sent("start", "UNDO", 1),
                accepted("start", "UNDO", 1),
                event());
        thenNotes(accepted("reserve", "UNDO", 1), "the saga has ended already");
    }

    @Test
    void aSagaStartsOnce() {
        given(placed(), sent("reserve", "DO", 1));
        thenNotes(placed(), "the saga has started already");
        given(accepted("reserve", "DO", 1));
        thenNotes(placed(), "the saga has started already");
    }

    @Test
    void aReplyThatNoRuleForeseesIsImpossible() {
        given(placed(), sent("reserve", "DO", 1));
        thenNotes(accepted("ship", "DO", 1), "impossible: a reply from a step that was never sent");
        thenNotes(accepted("reserve", "DO", 2), "impossible: a reply to a command that was never sent");
    }

    @Test
    void aCancellationUndoesTheSagaOnce() {
        given(placed(), sent("reserve", "DO", 1), cancelled(), sent("reserve", "UNDO", 1));
        thenNotes(cancelled(), "the saga is being undone already");
        thenNotes(accepted("reserve", "DO", 1), LATE);
    }

    @Test
    void aSecondAttemptFollowsATimeout() {
        given(placed(), sent("reserve", "DO", 1), sent("reserve", "DO", 2), accepted("reserve", "DO", 1));
        thenNotes(accepted("reserve", "DO", 2), DUPLICATE);
    }

    @Test
    void anAttemptWhoseMessageIsMissingIsInferred() {
        given(placed(), sent("reserve", "DO", 1), sent("reserve", "DO", 3), accepted("reserve", "DO", 2));
        thenNotes(accepted("reserve", "DO", 3), DUPLICATE);
    }

    @Test
    void anUndoFollowsTheDeadline() {
        given(
                placed(),
                sent("reserve", "DO", 1),
                accepted("reserve", "DO", 1),
                sent("pay", "DO", 1),
                sent("pay", "UNDO", 1),
                sent("pay", "UNDO", 2),
                accepted("pay", "UNDO", 1),
                sent("reserve", "UNDO", 1));
        thenNotes(accepted("pay", "DO", 1), LATE);
    }

    @Test
    void anOperatorActionThatIsPossibleAtOnceTakesEffect() {
        given(placed(), sent("reserve", "DO", 1), acted("COMPENSATE", null), sent("reserve", "UNDO", 1));
        thenNotes(accepted("reserve", "DO", 1), LATE);
    }

    @Test
    void anAttemptWhoseMessageComesAfterALaterOneIsKnown() {
        given(placed(), sent("reserve", "DO", 1), sent("reserve", "DO", 3), sent("reserve", "DO", 2));
        given(accepted("reserve", "DO", 2));
        thenNotes(accepted("reserve", "DO", 3), DUPLICATE);
    }

    @Test
    void anOperatorRetriesWhatGotStuckByTimeouts() {
        givenShipping();
        given(sent("ship", "DO", 2), acted("RETRY", null), sent("ship", "DO", 4));
        thenNotes(cancelled(), "the saga is past its pivot and only goes forward");
        given(accepted("ship", "DO", 2));
        thenNotes(accepted("ship", "DO", 4), "the saga has ended already");
    }

    @Test
    void anOperatorRetriesAtOnceWhatBacksOff() {
        given(placed(), sent("reserve", "DO", 1), acted("RETRY", null), sent("reserve", "DO", 2));
        given(accepted("reserve", "DO", 1));
        thenNotes(accepted("reserve", "DO", 2), DUPLICATE);
    }

    @Test
    void anActionThatTheSagaWouldHaveRefusedDoesNotFit() {
        givenShipping();
        given(accepted("ship", "DO", 1), acted("RETRY", null), placed());
        assertThat(notes()).isEmpty();
    }

    @Test
    void noMoreThanFourTimeoutsInARowAreInferred() {
        given(placed(), sent("reserve", "DO", 1), sent("reserve", "DO", 3));
        thenNotes(placed(), "the saga has started already");
        rows.clear();
        given(placed(), sent("reserve", "DO", 1), sent("reserve", "DO", 4), placed());
        assertThat(notes()).isEmpty();
    }

    private void givenShipping() {
        given(
                placed(),
                sent("reserve", "DO", 1),
                accepted("reserve", "DO", 1),
                sent("pay", "DO", 1),
                accepted("pay", "DO", 1),
                sent("ship", "DO", 1));
    }

    static Stream<HistoryRow> changesNothing() {
        return Stream.of(
                event(),
                deadLetter("ship", "DO", 1),
                redriven("ship", "DO", 1),
                acted("RESOLVE", "nothing of the saga is stuck"));
    }

    @ParameterizedTest
    @MethodSource("changesNothing")
    void eventsDeadLettersRedrivenMessagesAndRefusedActionsDoNotMoveASaga(HistoryRow row) {
        given(placed(), sent("reserve", "DO", 1), row, accepted("reserve", "DO", 1));
        thenNotes(accepted("reserve", "DO", 1), DUPLICATE);
    }

    @Test
    void theOutcomeThatAnOperatorStatesIsNotSentByTheEngine() {
        given(placed(), sent("reserve", "DO", 1), acted("RESOLVE", null), sent(Saga.RESOLUTION, "DO", 1));
        thenNotes(accepted("reserve", "DO", 1), "impossible: 'reserve' was answered after the saga had been resolved");
    }

    static Stream<HistoryRow> doesNotFit() {
        return Stream.of(
                sent("ship", "DO", 1),
                sent("reserve", "DO", 1),
                sent("reserve", "DO", 4),
                sent("reserve", "UNDO", 4),
                sent("start", "UNDO", 2),
                withPayload(accepted("reserve", "DO", 1), null),
                withPayload(accepted("reserve", "DO", 1), "{broken"),
                withType(accepted("reserve", "DO", 1), "replies.Unknown.v1"));
    }

    @ParameterizedTest
    @MethodSource("doesNotFit")
    void nothingIsNotedAfterWhatDoesNotFit(HistoryRow row) {
        given(placed(), sent("reserve", "DO", 1), row, accepted("reserve", "DO", 1), accepted("reserve", "DO", 1));
        assertThat(notes()).isEmpty();
    }

    static Stream<HistoryRow> needsASaga() {
        return Stream.of(
                sent("reserve", "DO", 1),
                event(),
                accepted("reserve", "DO", 1),
                cancelled(),
                acted("RETRY", null),
                acted("RETRY", "it is not stuck"));
    }

    @ParameterizedTest
    @MethodSource("needsASaga")
    void nothingIsNotedIfTheBeginningIsNoLongerRetained(HistoryRow first) {
        given(first, placed(), placed());
        assertThat(notes()).isEmpty();
    }

    @Test
    void readsAMessageWithAFieldThatThisVersionDoesNotKnow() {
        given(withPayload(placed(), "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"gift\":true}"));
        thenNotes(placed(), "the saga has started already");
    }

    private void given(HistoryRow... more) {
        rows.addAll(List.of(more));
    }

    /** This row follows, and is the only one that is noted. */
    private void thenNotes(HistoryRow row, String note) {
        List<HistoryRow> before = List.copyOf(rows);
        rows.add(row);
        assertThat(notes()).isEqualTo(Map.of(row.id(), note));
        rows.clear();
        rows.addAll(before);
    }

    private Map<UUID, String> notes() {
        return new TimelineAnnotator<>(OrderHistory.TYPE, OrderHistory.SAGA, OrderHistory.MESSAGES, OrderHistory.INPUTS)
                .notes(rows);
    }
}
