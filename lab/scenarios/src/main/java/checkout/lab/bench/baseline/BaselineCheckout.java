package checkout.lab.bench.baseline;

import checkout.lab.bench.baseline.SampleCheckout.Message;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Runs one checkout over one connection: the system's twelve steps, each a transaction of its own, with nothing in between.
 * The three commands that settle the checkout are sent together and carried out one after the other.
 */
public final class BaselineCheckout {

    public static final int TRANSACTIONS = 12;
    public static final int STATEMENTS = 54;

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

        sagas.receive(authorized, id, message("payments.PaymentAuthorized.v1"));
        rows.lockSaga(id);
        rows.moveSaga(id);
        UUID confirm = sagas.send(id, message("orders.ConfirmOrder.v1"));
        UUID capture = sagas.send(id, message("payments.CapturePayment.v1"));
        UUID commit = sagas.send(id, message("inventory.CommitStock.v1"));
        connection.commit();

        settle(id, confirm, capture, commit);
    }

    private void settle(UUID id, UUID confirm, UUID capture, UUID commit) throws SQLException {
        orders.receive(confirm, id, message("orders.ConfirmOrder.v1"));
        rows.confirmOrder(id);
        UUID confirmed = orders.send(id, message("orders.OrderConfirmed.v1"));
        connection.commit();

        payments.receive(capture, id, message("payments.CapturePayment.v1"));
        rows.captureFromWallet(id);
        UUID captured = payments.send(id, message("payments.PaymentCaptured.v1"));
        connection.commit();

        inventory.receive(commit, id, message("inventory.CommitStock.v1"));
        rows.commitStock(id);
        UUID committed = inventory.send(id, message("inventory.StockCommitted.v1"));
        connection.commit();

        moveSaga(id, confirmed, "orders.OrderConfirmed.v1");
        moveSaga(id, captured, "payments.PaymentCaptured.v1");

        sagas.receive(committed, id, message("inventory.StockCommitted.v1"));
        rows.lockSaga(id);
        rows.endSaga(id);
        connection.commit();
    }

    private void moveSaga(UUID id, UUID messageId, String received) throws SQLException {
        sagas.receive(messageId, id, message(received));
        rows.lockSaga(id);
        rows.moveSaga(id);
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
