package checkout.lab.bench.baseline;

import checkout.lab.bench.baseline.SampleCheckout.Message;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Runs one checkout over one connection: the system's eight steps, each a transaction of its own, with nothing in between. */
public final class BaselineCheckout {

    public static final int TRANSACTIONS = 8;
    public static final int STATEMENTS = 29;

    private final Connection connection;
    private final SampleCheckout sample;
    private final BaselineRows rows;
    private final BaselineInboxOutbox orders;
    private final BaselineInboxOutbox inventory;
    private final BaselineInboxOutbox payments;
    private final BaselineInboxOutbox sagas;

    BaselineCheckout(Connection connection, SampleCheckout sample) throws SQLException {
        this.connection = connection;
        this.sample = sample;
        this.rows = new BaselineRows(connection, sample);
        this.orders = new BaselineInboxOutbox(connection, "orders", false);
        this.inventory = new BaselineInboxOutbox(connection, "inventory", false);
        this.payments = new BaselineInboxOutbox(connection, "payments", false);
        this.sagas = new BaselineInboxOutbox(connection, "sagas", true);
    }

    void run() throws SQLException {
        UUID id = UuidCreator.getTimeOrderedEpochPlus1();

        rows.claimKey(id);
        rows.placeOrder(id);
        UUID placed = orders.send(id, message("orders.OrderPlaced.v1"));
        connection.commit();

        sagas.receive(placed, id, message("orders.OrderPlaced.v1"));
        rows.beginSaga(id);
        UUID reserve = sagas.send(id, message("inventory.ReserveStock.v1"));
        connection.commit();

        inventory.receive(reserve, id, message("inventory.ReserveStock.v1"));
        rows.reserveStock(id);
        UUID reserved = inventory.send(id, message("inventory.StockReserved.v1"));
        connection.commit();

        UUID authorize = moveSaga(id, reserved, "inventory.StockReserved.v1", "payments.AuthorizePayment.v1");

        payments.receive(authorize, id, message("payments.AuthorizePayment.v1"));
        rows.payFromWallet(id);
        UUID authorized = payments.send(id, message("payments.PaymentAuthorized.v1"));
        connection.commit();

        UUID confirm = moveSaga(id, authorized, "payments.PaymentAuthorized.v1", "orders.ConfirmOrder.v1");

        orders.receive(confirm, id, message("orders.ConfirmOrder.v1"));
        rows.confirmOrder(id);
        UUID confirmed = orders.send(id, message("orders.OrderConfirmed.v1"));
        connection.commit();

        sagas.receive(confirmed, id, message("orders.OrderConfirmed.v1"));
        rows.endSaga(id);
        connection.commit();
    }

    private UUID moveSaga(UUID id, UUID messageId, String received, String sent) throws SQLException {
        sagas.receive(messageId, id, message(received));
        rows.lockSaga(id);
        rows.moveSaga(id);
        UUID next = sagas.send(id, message(sent));
        connection.commit();
        return next;
    }

    private Message message(String type) {
        return sample.message(type);
    }
}
