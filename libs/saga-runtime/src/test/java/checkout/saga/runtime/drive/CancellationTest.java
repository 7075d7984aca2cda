package checkout.saga.runtime.drive;

import static checkout.saga.engine.definition.StepOption.nothingToUndo;
import static checkout.saga.runtime.drive.OrderSagas.CUSTOMER;
import static checkout.saga.runtime.drive.OrderSagas.ID;
import static checkout.saga.runtime.drive.OrderSagas.NOW;
import static checkout.saga.runtime.drive.OrderSagas.ORDERS;
import static checkout.saga.runtime.drive.OrderSagas.batch;
import static checkout.saga.runtime.drive.OrderSagas.done;
import static checkout.saga.runtime.drive.OrderSagas.messages;
import static checkout.saga.runtime.drive.OrderSagas.moved;
import static checkout.saga.runtime.drive.OrderSagas.refused;
import static checkout.saga.runtime.drive.OrderSagas.started;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.Correlation;
import checkout.saga.engine.Timers;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepAction;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.drive.OrderSagas.Order;
import checkout.saga.runtime.drive.OrderSagas.Sent;
import checkout.saga.runtime.store.LockedSagas;
import checkout.saga.runtime.store.SagaRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: a storefront is told that a saga is cancelled when it is not, or is told nothing. */
class CancellationTest {
    private final Map<UUID, SagaRow> locked = new HashMap<>();
    private final SagaBatch batch = batch(locked);

    @Test
    void aCancellationThatTakesEffectIsNotRefused() {
        lock(started(ID));
        batch.cancel(ORDERS, ID, "trace");
        batch.cancel(ORDERS, ID, "trace");
        assertThat(sent()).containsExactly("release");
    }

    @Test
    void aCancellationThatComesTooLateIsRefused() {
        lock(moved(started(ID), done("reserve", StepAction.DO)));
        batch.cancel(ORDERS, ID, "trace");
        batch.decide(ID, done("ship", StepAction.DO), null);
        batch.cancel(ORDERS, ID, "trace");

        Sent refusal = new Sent(CUSTOMER.toString(), "not cancelled", Correlation.ofSaga(ID), "trace");
        assertThat(messages(batch))
                .containsExactly(
                        refusal, new Sent(CUSTOMER.toString(), "shipped", Correlation.ofSaga(ID), null), refusal);
    }

    @Test
    void aCancellationOfAnUndoneSagaIsRefused() {
        SagaRow refused = moved(started(ID), refused("reserve", "NO"));
        lock(moved(refused, done("start", StepAction.UNDO)));
        batch.cancel(ORDERS, ID, null);
        assertThat(sent()).containsExactly("not cancelled");
    }

    @Test
    void aCancellationOfASagaThatDoesNotExistIsRefusedUnderItsId() {
        batch.cancel(ORDERS, ID, null);
        assertThat(messages(batch))
                .containsExactly(new Sent(ID.toString(), "not cancelled", Correlation.ofSaga(ID), null));
        assertThat(batch.parkings().anomalies())
                .extracting(anomaly -> anomaly.impossible().finding())
                .containsExactly("there is no such saga");
    }

    @Test
    void aCancellationThatEndsTheSagaAtOnceIsNotRefused() {
        SagaType<Order> looking = SagaType.of(
                        Order.class,
                        SagaVersions.of(Saga.named("order")
                                .startedBy(Order.class, order -> order, nothingToUndo())
                                .step("look", order -> "look", nothingToUndo())
                                .build()))
                .startedBy(Order.class, Order::id)
                .cancelledBy(String.class, UUID::fromString, id -> "not cancelled")
                .onCompensated((order, cause) -> "rejected: " + cause.code());
        SagaBatch looked = batch(looking, new LockedSagas(NOW, Map.of(), Map.of()), Map.of());
        looked.start(looking, new Order(ID, CUSTOMER), null);
        looked.cancel(looking, ID, null);

        assertThat(messages(looked)).extracting(Sent::body).containsExactly("look", "rejected: CANCELLED");
    }

    @Test
    void aCancellationOfASagaThatIsNotDeployedHereIsRefusedUnderItsId() {
        SagaState state = new SagaState("order", 2, SagaPhase.WAITING, false, List.of(), null, null, null);
        lock(SagaRow.started(ID, state, "data of version 2", Timers.EMPTY));
        batch.cancel(ORDERS, ID, null);
        assertThat(messages(batch))
                .containsExactly(new Sent(ID.toString(), "not cancelled", Correlation.ofSaga(ID), null));
        assertThat(batch.parkings().reason(ID)).isEqualTo("saga 'order' is not deployed in version 2");
    }

    private void lock(SagaRow saga) {
        locked.put(saga.id(), saga);
    }

    private List<Object> sent() {
        return messages(batch).stream().map(Sent::body).toList();
    }
}
