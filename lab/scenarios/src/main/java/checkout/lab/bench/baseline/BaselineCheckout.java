package checkout.lab.bench.baseline;

import checkout.lab.bench.baseline.SampleCheckout.Message;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** One checkout over one connection: the eight steps of the system, each a transaction of its own, and nothing between. */
final class BaselineCheckout {

    static final int TRANSACTIONS = 8;
    static final int STATEMENTS = 29;

    private final Connection connection;
    private final SampleCheckout sampleCheckout;
    private final BaselineRows rows;
    private final BaselineInboxOutbox orders;
    private final BaselineInboxOutbox inventory;
    private final BaselineInboxOutbox payments;
    private final BaselineInboxOutbox sagas;

    BaselineCheckout(Connection connection, SampleCheckout sampleCheckout) throws SQLException {
        this.connection = connection;
        this.sampleCheckout = sampleCheckout;
        this.rows = new BaselineRows(connection, sampleCheckout);
        this.orders = new BaselineInboxOutbox(connection, "orders", false);
        this.inventory = new BaselineInboxOutbox(connection, "inventory", false);
        this.payments = new BaselineInboxOutbox(connection, "payments", false);
        this.sagas = new BaselineInboxOutbox(connection, "sagas", true);
    }

    void run() throws SQLException {
        UUID id = UuidCreator.getTimeOrderedEpochPlus1();

        rows.claimKey(id);
        rows.placeOrder(id);
        UUID placed = orders.send(id, of("orders.OrderPlaced.v1"));
        connection.commit();

        sagas.receive(placed, id, of("orders.OrderPlaced.v1"));
        rows.beginSaga(id);
        UUID reserve = sagas.send(id, of("inventory.ReserveStock.v1"));
        connection.commit();

        inventory.receive(reserve, id, of("inventory.ReserveStock.v1"));
        rows.reserveStock(id);
        UUID reserved = inventory.send(id, of("inventory.StockReserved.v1"));
        connection.commit();

        UUID authorize = moveSaga(id, reserved, "inventory.StockReserved.v1", "payments.AuthorizePayment.v1");

        payments.receive(authorize, id, of("payments.AuthorizePayment.v1"));
        rows.payFromWallet(id);
        UUID authorized = payments.send(id, of("payments.PaymentAuthorized.v1"));
        connection.commit();

        UUID confirm = moveSaga(id, authorized, "payments.PaymentAuthorized.v1", "orders.ConfirmOrder.v1");

        orders.receive(confirm, id, of("orders.ConfirmOrder.v1"));
        rows.confirmOrder(id);
        UUID confirmed = orders.send(id, of("orders.OrderConfirmed.v1"));
        connection.commit();

        sagas.receive(confirmed, id, of("orders.OrderConfirmed.v1"));
        rows.endSaga(id);
        connection.commit();
    }

    private UUID moveSaga(UUID id, UUID message, String received, String sent) throws SQLException {
        sagas.receive(message, id, of(received));
        rows.lockSaga(id);
        rows.moveSaga(id);
        UUID next = sagas.send(id, of(sent));
        connection.commit();
        return next;
    }

    private Message of(String type) {
        return sampleCheckout.message(type);
    }
}
