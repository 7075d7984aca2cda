package checkout.lab.bench.floor;

import checkout.lab.bench.floor.Specimen.Message;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** One checkout over one connection: the eight steps of the system, each a transaction of its own, and nothing between. */
final class FloorCheckout {

    static final int TRANSACTIONS = 8;
    static final int STATEMENTS = 29;

    private final Connection connection;
    private final Specimen specimen;
    private final FloorRows rows;
    private final Mailbox orders;
    private final Mailbox inventory;
    private final Mailbox payments;
    private final Mailbox sagas;

    FloorCheckout(Connection connection, Specimen specimen) throws SQLException {
        this.connection = connection;
        this.specimen = specimen;
        this.rows = new FloorRows(connection, specimen);
        this.orders = new Mailbox(connection, "orders", false);
        this.inventory = new Mailbox(connection, "inventory", false);
        this.payments = new Mailbox(connection, "payments", false);
        this.sagas = new Mailbox(connection, "sagas", true);
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
        return specimen.message(type);
    }
}
