package checkout.lab.bench.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.audit.ServiceTables;
import checkout.lab.bench.baseline.SampleCheckout.Message;
import checkout.lab.database.SqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Fails if the baseline does less than a checkout of the system, or other transactions than it states. */
class BaselineCheckoutTest {
    private static final Map<String, Message> MESSAGES = Stream.of(
                    "orders.OrderPlaced.v1",
                    "inventory.ReserveStock.v1",
                    "inventory.StockReserved.v1",
                    "payments.AuthorizePayment.v1",
                    "payments.PaymentAuthorized.v1",
                    "orders.ConfirmOrder.v1",
                    "orders.OrderConfirmed.v1",
                    "payments.CapturePayment.v1",
                    "payments.PaymentCaptured.v1",
                    "inventory.CommitStock.v1",
                    "inventory.StockCommitted.v1")
            .collect(Collectors.toMap(
                    Function.identity(), type -> new Message("topic", type, "step", "DO", 1, "trace", "{}")));

    @Test
    void settlesACheckout() throws SQLException {
        try (Connection connection = ServiceTables.empty()) {
            BaselineSchema.create(connection);
            connection.commit();
            BaselineCheckout checkout =
                    new BaselineCheckout(connection, new SampleCheckout(MESSAGES, "[]", "{}", "{}", "{}"));
            long before = writtenTransactions(connection);
            checkout.run();
            long transactions = writtenTransactions(connection) - before;

            assertThat(transactions).isEqualTo(BaselineCheckout.TRANSACTIONS);
            assertThat(text(connection, "select status from bench.orders")).isEqualTo("CONFIRMED");
            assertThat(text(connection, "select status from bench.payment")).isEqualTo("CAPTURED");
            assertThat(text(connection, "select status from bench.hold")).isEqualTo("CAPTURED");
            assertThat(text(connection, "select status from bench.reservation")).isEqualTo("COMMITTED");
            assertThat(text(connection, "select phase from bench.saga")).isEqualTo("COMPLETED");
            assertThat(number(connection, "select count(*) from bench.account where available < 1000000000000"))
                    .isEqualTo(1);
            assertThat(number(connection, "select count(*) from bench.account where ledger = available"))
                    .isEqualTo(BaselineSchema.WALLETS);
            assertThat(number(
                            connection, "select count(*) from bench.stock where on_hand = 999999999 and reserved = 0"))
                    .isEqualTo(2);
            assertThat(number(connection, "select count(*) from bench.sagas_inbox"))
                    .isEqualTo(6);
            assertThat(number(connection, "select count(*) from bench.sagas_outbox"))
                    .isEqualTo(5);
        }
    }

    /** Each transaction that writes takes a number, and this one takes none. */
    private static long writtenTransactions(Connection connection) throws SQLException {
        long next = number(connection, "select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
        connection.commit();
        return next;
    }

    private static String text(Connection connection, String sql) throws SQLException {
        return SqlQuery.one(connection, sql, row -> row.getString(1));
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return SqlQuery.number(connection, sql);
    }
}
