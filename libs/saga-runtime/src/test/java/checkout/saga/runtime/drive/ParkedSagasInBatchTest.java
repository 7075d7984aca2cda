package checkout.saga.runtime.drive;

import static checkout.saga.runtime.drive.OrderSagas.CUSTOMER;
import static checkout.saga.runtime.drive.OrderSagas.ID;
import static checkout.saga.runtime.drive.OrderSagas.NOW;
import static checkout.saga.runtime.drive.OrderSagas.ORDERS;
import static checkout.saga.runtime.drive.OrderSagas.OTHER;
import static checkout.saga.runtime.drive.OrderSagas.done;
import static checkout.saga.runtime.drive.OrderSagas.messages;
import static checkout.saga.runtime.drive.OrderSagas.moved;
import static checkout.saga.runtime.drive.OrderSagas.started;
import static checkout.saga.runtime.drive.OrderSagas.timers;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.Correlation;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.SagaInput.ResolveRequested;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepAction;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.drive.OrderSagas.Order;
import checkout.saga.runtime.drive.OrderSagas.Sent;
import checkout.saga.runtime.drive.UndecidedSagas.Kept;
import checkout.saga.runtime.store.LockedSagas;
import checkout.saga.runtime.store.ParkedSagas;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.UnreadableSaga;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: a saga on which nobody can decide stops its neighbours, loses a reply, or does not go on when it could. */
class ParkedSagasInBatchTest {
    private static final SagaInput RESERVED = done("reserve", StepAction.DO);
    private static final SagaInput SHIPPED = done("ship", StepAction.DO);
    private static final Map<UUID, List<Kept>> KEPT = Map.of(ID, List.of(new Kept(RESERVED, "kept trace")));
    private static final UnreadableSaga UNREADABLE =
            new UnreadableSaga(OTHER, "order", 1, SagaPhase.WAITING, null, "no JSON");

    @Test
    void aSagaThatCanBeDecidedAgainGoesOnWithTheRepliesThatWereKept() {
        SagaBatch batch = batch(parked(started(ID)));
        batch.resume();

        SagaState now = batch.changed().get(ID).state();
        assertThat(now.parked()).isNull();
        assertThat(now.phase()).isEqualTo(SagaPhase.WAITING);
        assertThat(messages(batch))
                .containsExactly(
                        new Sent(CUSTOMER.toString(), "ship", new Correlation(ID, "ship", "DO", 1), "kept trace"));
        assertThat(batch.parkings().taken()).containsExactly(ID);
    }

    /** What the first step holds is not held any longer, so the saga must not go on to its pivot. */
    @Test
    void aSagaWhoseDeadlinePassedWhileItWasParkedIsUndone() {
        SagaRow parked = parked(started(ID));
        SagaBatch batch = batch(parked.with(parked.state(), parked.data(), timers(Saga.DEADLINE, NOW.minusSeconds(1))));
        batch.resume();

        assertThat(batch.changed().get(ID).state().abort()).isNotNull();
        assertThat(messages(batch)).extracting(Sent::body).doesNotContain("ship");
        assertThat(batch.parkings().taken()).containsExactly(ID);
    }

    @Test
    void aSagaThatReceivedNothingMeanwhileIsNoLongerParked() {
        SagaBatch batch = OrderSagas.batch(ORDERS, locked(parked(started(ID))), Map.of());
        batch.resume();

        assertThat(batch.changed().get(ID).state()).isEqualTo(started(ID).state());
        assertThat(messages(batch)).isEmpty();
        assertThat(batch.parkings().taken()).isEmpty();
    }

    @Test
    void whatTheFirstKeptReplyLedToIsNotSentIfTheSecondFails() {
        List<Kept> two = List.of(new Kept(RESERVED, null), new Kept(SHIPPED, null));
        SagaBatch batch = OrderSagas.batch(unprintable(), locked(parked(started(ID))), Map.of(ID, two));
        batch.resume();

        assertThat(messages(batch)).isEmpty();
        assertThat(batch.changed()).isEmpty();
        assertThat(batch.parkings().taken()).isEmpty();
    }

    @Test
    void aSagaThatIsNotParkedIsNotResumed() {
        SagaBatch batch = batch(started(ID));
        batch.resume();
        assertThat(batch.changed()).isEmpty();
        assertThat(batch.parkings().taken()).isEmpty();
    }

    @Test
    void aSagaWhoseVersionIsStillMissingStaysParked() {
        SagaState state = new SagaState("order", 2, SagaPhase.STUCK, false, List.of(), null, "not deployed", null);
        SagaBatch batch = batch(SagaRow.started(ID, state, "data of version 2", timers("sail", NOW)));
        batch.resume();
        assertThat(batch.changed()).isEmpty();
        assertThat(batch.parkings().taken()).isEmpty();
    }

    @Test
    void aKeptReplyThatFailsIsNotLost() {
        SagaRow saga = parked(started(ID));
        SagaBatch batch = batch(saga.with(saga.state(), "no order", saga.timers()));
        batch.resume();

        assertThat(batch.changed()).isEmpty();
        assertThat(batch.parkings().taken()).isEmpty();
        assertThat(batch.parkings().reason(ID)).startsWith("it cannot be decided: ClassCastException");
    }

    @Test
    void anOperatorWhoRetriesAParkedSagaSendsAgainWhatIsInFlight() {
        SagaBatch batch = batch(started(ID));
        batch.parkAgain(ID, "not deployed");
        batch.parkAgain(OTHER, "unknown");
        batch.decide(ID, new OperatorRequested(OperatorRequested.Request.RETRY, "deployed again", "ann"), null);

        assertThat(batch.changed()).containsOnlyKeys(ID);
        assertThat(messages(batch)).extracting(Sent::body).containsExactly("reserve");
    }

    @Test
    void whatWasKeptForASagaThatIsEndedByHandIsLate() {
        SagaBatch batch = batch(started(ID));
        batch.decide(ID, new ResolveRequested(SagaOutcome.COMPLETED, true, "done by hand", null, "ann"), null);
        batch.takeKept(ID);

        assertThat(anomalies(batch)).containsExactly("'reserve' was answered after the saga had been resolved");
        assertThat(batch.parkings().taken()).containsExactly(ID);
    }

    @Test
    void theOwnersConsentThatCannotBeDecidedIsAnAnomalyAndNotKept() {
        SagaType<Order> owned =
                unprintable().onResolved("SHIPPED", "REJECTED", (saga, key, outcome) -> "tell the owner");
        SagaBatch batch = OrderSagas.batch(owned, locked(started(ID)), Map.of());
        batch.decide(ID, new ResolveRequested(SagaOutcome.COMPLETED, true, "done by hand", null, "ann"), null);
        batch.reply(done(Saga.RESOLUTION, StepAction.DO), message(ID));

        assertThat(anomalies(batch))
                .containsExactly(
                        "a reply came after the saga had ended, and cannot be decided: IllegalStateException: no printer");
        assertThat(batch.changed().get(ID).state().resolution().hasBeenAcknowledged())
                .as("the outcome can be stated again")
                .isFalse();
        assertThat(messages(batch)).extracting(Sent::body).containsExactly("tell the owner");
        assertThat(batch.parkings().toKeep()).isEmpty();
        assertThat(batch.parkings().contains(ID)).isFalse();
    }

    @Test
    void aReplyThatCannotBeDecidedTakesBackOnlyItself() {
        SagaBatch batch = OrderSagas.batch(unprintable(), locked(started(ID)), Map.of());
        batch.reply(RESERVED, message(ID));
        batch.reply(SHIPPED, message(ID));
        batch.reply(SHIPPED, message(ID));

        assertThat(batch.parkings().reason(ID)).isEqualTo("it cannot be decided: IllegalStateException: no printer");
        assertThat(batch.parkings().announced()).hasSize(1);
        assertThat(batch.parkings().toKeep()).hasSize(2);
        assertThat(batch.changed().get(ID).state().phase()).isEqualTo(SagaPhase.WAITING);
        assertThat(messages(batch)).extracting(Sent::body).containsExactly("ship");
    }

    @Test
    void aSagaThatStaysParkedForTheSameReasonIsNotAnnouncedAgain() {
        SagaRow shipping = moved(started(ID), RESERVED);
        SagaRow parked = shipping.with(
                shipping.state().parkedBecause("it cannot be decided: IllegalStateException: no printer"));
        SagaBatch batch = OrderSagas.batch(unprintable(), locked(parked), Map.of());
        batch.reply(SHIPPED, message(ID));

        assertThat(batch.parkings().contains(ID)).isTrue();
        assertThat(batch.parkings().announced()).isEmpty();
    }

    @Test
    void aSagaThatCannotBeReadKeepsItsReply() {
        SagaBatch batch = batch(started(ID));
        batch.reply(RESERVED, message(OTHER));
        batch.reply(RESERVED, message(ID));

        assertThat(batch.parkings().reason(OTHER)).isEqualTo("no JSON");
        assertThat(batch.parkings().toKeep()).containsExactly(message(OTHER));
        assertThat(batch.changed()).containsOnlyKeys(ID);
    }

    @Test
    void aTimerParksTheSagaThatCannotBeReadAndFiresForTheOthers() {
        SagaBatch batch = batch(started(ID).with(timers("reserve", NOW)));
        batch.fireDueTimers();

        assertThat(batch.parkings().contains(OTHER)).isTrue();
        assertThat(batch.parkings().toKeep()).isEmpty();
        assertThat(batch.changed().get(ID).state().phase()).isEqualTo(SagaPhase.RETRYING);
    }

    @Test
    void aTimerDoesNotTouchASagaThatWasParkedJustNow() {
        SagaRow saga = parked(started(ID)).with(timers("reserve", NOW));
        SagaBatch batch = batch(saga.with(saga.state(), "no order", saga.timers()));
        batch.resume();
        batch.fireDueTimers();
        assertThat(batch.changed()).isEmpty();
    }

    @Test
    void aCancellationThatNobodyCanDecideIsRefused() {
        SagaRow saga = started(ID);
        SagaBatch batch = batch(saga.with(saga.state(), "no order", saga.timers()));
        batch.cancel(ORDERS, OTHER, null);
        batch.cancel(ORDERS, ID, null);
        batch.cancel(ORDERS, ID, null);

        assertThat(messages(batch))
                .containsExactly(
                        new Sent(OTHER.toString(), "not cancelled", Correlation.ofSaga(OTHER), null),
                        new Sent(ID.toString(), "not cancelled", Correlation.ofSaga(ID), null),
                        new Sent(ID.toString(), "not cancelled", Correlation.ofSaga(ID), null));
        assertThat(batch.parkings().reason(OTHER)).isEqualTo("no JSON");
        assertThat(batch.parkings().reason(ID)).startsWith("it cannot be decided");
        assertThat(batch.parkings().toKeep()).isEmpty();
        assertThat(anomalies(batch)).isEmpty();
    }

    /** Orders whose last step cannot be decided on. */
    private static SagaType<Order> unprintable() {
        return ORDERS.onCompleted(order -> {
            throw new IllegalStateException("no printer");
        });
    }

    private static SagaRow parked(SagaRow saga) {
        return saga.with(saga.state().parkedBecause("not deployed"));
    }

    private static SagaBatch batch(SagaRow saga) {
        return OrderSagas.batch(ORDERS, locked(saga), KEPT);
    }

    private static LockedSagas locked(SagaRow saga) {
        return new LockedSagas(NOW, Map.of(saga.id(), saga), Map.of(OTHER, UNREADABLE));
    }

    private static List<String> anomalies(SagaBatch batch) {
        return batch.parkings().anomalies().stream()
                .map(anomaly -> anomaly.impossible().finding())
                .toList();
    }

    private static ParkedSagas.Input message(UUID saga) {
        return new ParkedSagas.Input(saga, saga, "type", "reserve", "DO", 1, null, "{}");
    }
}
