package checkout.saga.runtime.drive;

import static checkout.saga.runtime.drive.OrderSagas.CUSTOMER;
import static checkout.saga.runtime.drive.OrderSagas.ID;
import static checkout.saga.runtime.drive.OrderSagas.NOW;
import static checkout.saga.runtime.drive.OrderSagas.ORDERS;
import static checkout.saga.runtime.drive.OrderSagas.OTHER;
import static checkout.saga.runtime.drive.OrderSagas.QUIET;
import static checkout.saga.runtime.drive.OrderSagas.TIMEOUT;
import static checkout.saga.runtime.drive.OrderSagas.batch;
import static checkout.saga.runtime.drive.OrderSagas.done;
import static checkout.saga.runtime.drive.OrderSagas.messages;
import static checkout.saga.runtime.drive.OrderSagas.moved;
import static checkout.saga.runtime.drive.OrderSagas.refused;
import static checkout.saga.runtime.drive.OrderSagas.started;
import static checkout.saga.runtime.drive.OrderSagas.timers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import checkout.messaging.Correlation;
import checkout.saga.engine.SagaDecision;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.Timers;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepAction;
import checkout.saga.runtime.drive.OrderSagas.Order;
import checkout.saga.runtime.drive.OrderSagas.Sent;
import checkout.saga.runtime.store.ParkedSagas;
import checkout.saga.runtime.store.SagaRow;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Red here: a batch sends what no saga decided, loses what one decided, or mixes sagas up. */
class SagaBatchTest {

    private final Map<UUID, SagaRow> locked = new LinkedHashMap<>();
    private final SagaBatch batch = batch(locked);

    @Test
    void aNewSagaSendsItsFirstCommandWithTheKeyOfItsType() {
        batch.start(ORDERS, new Order(ID, CUSTOMER), "trace");

        assertThat(messages(batch))
                .containsExactly(
                        new Sent(CUSTOMER.toString(), "reserve", new Correlation(ID, "reserve", "DO", 1), "trace"));
        assertThat(batch.started().values()).singleElement().satisfies(saga -> {
            assertThat(saga.id()).isEqualTo(ID);
            assertThat(saga.data()).isEqualTo(new Order(ID, CUSTOMER));
            assertThat(saga.timers()).isEqualTo(timers("reserve", NOW.plus(TIMEOUT)));
        });
        assertThat(batch.changed().values()).isEmpty();
    }

    @Test
    void theIdIsTheKeyUnlessTheTypeSaysOtherwise() {
        batch.start(QUIET, ID, null);
        assertThat(messages(batch))
                .containsExactly(new Sent(ID.toString(), "work", new Correlation(ID, "work", "DO", 1), null));
    }

    @Test
    void aSagaStartsOnce() {
        lock(started(OTHER));
        batch.start(ORDERS, new Order(ID, CUSTOMER), null);
        batch.start(ORDERS, new Order(ID, OTHER), null);
        batch.start(ORDERS, new Order(OTHER, CUSTOMER), null);

        assertThat(batch.started().values()).extracting(SagaRow::data).containsExactly(new Order(ID, CUSTOMER));
        assertThat(batch.changed().values()).isEmpty();
        assertThat(sent()).containsExactly("reserve");
    }

    @Test
    void noMessageStartsOrCancelsASagaOfAnotherType() {
        lock(started(ID));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch.start(QUIET, ID, null))
                .withMessageContaining("is a 'order', not a 'quiet'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch.cancel(QUIET, ID, null))
                .withMessageContaining("is a 'order', not a 'quiet'");
    }

    @Test
    void aSagaNeedsAnIdThatTellsWhenItStarted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch.start(QUIET, new UUID(0, 1), null))
                .withMessageContaining(
                        "A saga of type 'quiet' cannot have the id 00000000-0000-0000-0000-000000000001");
        assertThat(batch.started()).isEmpty();
        assertThat(sent()).isEmpty();
    }

    @Test
    void inputsOfOneBatchBuildOnEachOther() {
        batch.start(ORDERS, new Order(ID, CUSTOMER), null);
        assertThat(batch.decide(ID, done("reserve", StepAction.DO), "second")).isInstanceOf(SagaDecision.Moved.class);
        batch.decide(ID, done("ship", StepAction.DO), "third");

        assertThat(batch.changed().values()).isEmpty();
        assertThat(batch.started().values()).singleElement().satisfies(SagaBatchTest::isCompleted);
        assertThat(messages(batch))
                .extracting(Sent::body, Sent::correlation, Sent::traceparent)
                .containsExactly(
                        tuple("reserve", new Correlation(ID, "reserve", "DO", 1), null),
                        tuple("ship", new Correlation(ID, "ship", "DO", 1), "second"),
                        tuple("shipped", Correlation.ofSaga(ID), "third"));
    }

    @Test
    void aLockedSagaIsChangedOnceForAllItsInputs() {
        lock(started(ID));
        batch.decide(ID, done("reserve", StepAction.DO), null);
        batch.decide(ID, done("ship", StepAction.DO), null);

        assertThat(batch.started().values()).isEmpty();
        assertThat(batch.changed().values()).singleElement().satisfies(SagaBatchTest::isCompleted);
        assertThat(sent()).containsExactly("ship", "shipped");
    }

    @Test
    void theEventOfACompensatedSagaSaysWhy() {
        lock(started(ID));
        batch.decide(ID, refused("reserve", "OUT_OF_STOCK"), null);
        batch.decide(ID, done("start", StepAction.UNDO), null);

        assertThat(sent()).containsExactly("reject", "rejected: OUT_OF_STOCK");
        assertThat(messages(batch).getLast())
                .isEqualTo(new Sent(CUSTOMER.toString(), "rejected: OUT_OF_STOCK", Correlation.ofSaga(ID), null));
    }

    @Test
    void aTypeWithoutEventsEndsWithoutOne() {
        batch.start(QUIET, ID, null);
        batch.decide(ID, done("work", StepAction.DO), null);
        batch.start(QUIET, OTHER, null);
        batch.decide(OTHER, refused("work", "NO"), null);
        batch.decide(OTHER, done("start", StepAction.UNDO), null);

        assertThat(sent()).containsExactly("work", "work", "undo");
    }

    @Test
    void theOutcomeThatAnOperatorStatesIsPublished() {
        lock(started(ID));
        batch.decide(ID, new SagaInput.ResolveRequested(SagaOutcome.COMPLETED, true, "why", null, "ann"), null);

        assertThat(batch.changed().values())
                .extracting(row -> row.state().phase())
                .containsExactly(SagaPhase.RESOLVED);
        assertThat(sent()).containsExactly("shipped");
    }

    @Test
    void anInputThatChangesNothingChangesNoRow() {
        lock(started(ID));
        batch.decide(ID, done("reserve", StepAction.UNDO), null);
        batch.decide(ID, new SagaInput.Started(new Order(ID, CUSTOMER)), null);

        assertThat(anomalies()).containsExactly("a reply to a command that was never sent");
        assertThat(batch.changed()).isEmpty();
        assertThat(sent()).isEmpty();
    }

    @Test
    void aReplyToASagaThatDoesNotExistIsAnAnomaly() {
        batch.reply(done("reserve", StepAction.DO), message(ID));
        assertThat(anomalies()).containsExactly("there is no such saga");
    }

    @Test
    void aReplyMovesASagaThatIsDeployedHere() {
        lock(started(ID));
        batch.reply(done("reserve", StepAction.DO), message(ID));
        assertThat(sent()).containsExactly("ship");
        assertThat(batch.parkings().toKeep()).isEmpty();
    }

    @Test
    void aSagaThatIsNotDeployedHereIsParkedAndKeepsTheReply() {
        SagaState state = new SagaState("order", 2, SagaPhase.WAITING, false, List.of(), null, null, null);
        lock(SagaRow.started(ID, state, "data", timers("sail", NOW)));
        batch.reply(done("sail", StepAction.DO), message(ID));

        assertThat(batch.changed()).isEmpty();
        assertThat(batch.parkings().reason(ID)).isEqualTo("saga 'order' is not deployed in version 2");
        assertThat(batch.parkings().toKeep()).containsExactly(message(ID));
    }

    @Test
    void aSagaThatCannotBeDecidedIsParkedAndSendsNothing() {
        SagaRow saga = started(ID);
        lock(saga.with(saga.state(), "no order", saga.timers()), started(OTHER));
        batch.reply(done("reserve", StepAction.DO), message(ID));
        batch.reply(done("reserve", StepAction.DO), message(OTHER));

        assertThat(batch.parkings().reason(ID)).startsWith("it cannot be decided: ");
        assertThat(batch.parkings().toKeep()).containsExactly(message(ID));
        assertThat(batch.changed()).containsOnlyKeys(OTHER);
        assertThat(sent()).containsExactly("ship");
    }

    @Test
    void everyTimerThatIsDueFiresOnce() {
        SagaRow due = started(ID);
        SagaRow later = started(OTHER).with(timers("reserve", NOW.plusMillis(1)));
        lock(due.with(timers("reserve", NOW)), later);
        batch.fireDueTimers();

        Map<UUID, SagaRow> changed =
                batch.changed().values().stream().collect(Collectors.toMap(SagaRow::id, Function.identity()));
        assertThat(changed.get(ID).state().phase()).isEqualTo(SagaPhase.RETRYING);
        assertThat(changed.get(OTHER).state()).isEqualTo(later.state());
        assertThat(changed.get(OTHER).timers()).isEqualTo(later.timers());
        assertThat(sent()).isEmpty();
    }

    @Test
    void aTimerWhoseInputIsIgnoredDoesNotFireAgain() {
        SagaRow ended = moved(moved(started(ID), done("reserve", StepAction.DO)), done("ship", StepAction.DO));
        lock(ended.with(timers(Saga.DEADLINE, NOW)));
        batch.fireDueTimers();

        assertThat(batch.changed().values()).extracting(SagaRow::timers).containsExactly(Timers.EMPTY);
        assertThat(sent()).isEmpty();
    }

    @Test
    void aBackoffIsRandomUpToItsBound() {
        LongStream.range(100, 164)
                .mapToObj(low ->
                        started(new UUID(ID.getMostSignificantBits(), low)).with(timers("reserve", NOW)))
                .forEach(this::lock);
        batch.fireDueTimers();

        assertThat(batch.changed().values())
                .extracting(row ->
                        Optional.ofNullable(row.timers().at().get("reserve")).orElseThrow() - NOW.toEpochMilli())
                .containsOnly(0L, 1L);
    }

    private void lock(SagaRow... sagas) {
        Arrays.stream(sagas).forEach(saga -> locked.put(saga.id(), saga));
    }

    private static void isCompleted(SagaRow saga) {
        assertThat(saga.state().phase()).isEqualTo(SagaPhase.COMPLETED);
        assertThat(saga.timers()).isEqualTo(Timers.EMPTY);
    }

    private List<Object> sent() {
        return messages(batch).stream().map(Sent::body).toList();
    }

    private List<String> anomalies() {
        return batch.parkings().anomalies().stream()
                .map(anomaly -> anomaly.impossible().finding())
                .toList();
    }

    private static ParkedSagas.Input message(UUID saga) {
        return new ParkedSagas.Input(saga, saga, "type", "reserve", "DO", 1, null, "{}");
    }
}
