package checkout.lab.bench.measure;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.audit.ServiceTables;
import checkout.lab.bench.load.LoadRunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Fails if a checkout counts as finished before its payment is captured and its stock committed. */
class FinishedCheckoutsTest {
    private static final LoadRunId RUN = LoadRunId.random();
    private static final long ARRIVED = 1_700_000_000_000_000L;

    @Test
    void aConfirmedOrderHasNotFinishedBeforeItsSaga() throws SQLException {
        try (Connection connection = ServiceTables.withCheckoutsThatAddUp()) {
            update(connection, "update orders.orders set customer_id = ? where id = '%s'".formatted(ServiceTables.V3));
            assertThat(OrderOutcomes.pending(connection, RUN, 0)).isZero();
            assertThat(outcomes(connection).confirmed()).isEqualTo(1);
            ConsistencyCheck check = ConsistencyCheck.read(connection, RUN, 0);
            assertThat(check.sold()).isEqualTo(1);
            assertThat(check.paid()).isEqualTo(1);

            update(
                    connection,
                    "update sagas.saga set phase = 'WAITING' where id = '%s' and ? <> ''".formatted(ServiceTables.V3));
            assertThat(OrderOutcomes.pending(connection, RUN, 0)).isEqualTo(1);
            assertThat(outcomes(connection).pending()).isEqualTo(1);
        }
    }

    @Test
    void anAuthorizedPaymentIsNotPaidAndAReservationIsNotSold() throws SQLException {
        try (Connection connection = ServiceTables.withCheckoutsThatAddUp()) {
            update(connection, "update orders.orders set customer_id = ? where id = '%s'".formatted(ServiceTables.V1));
            ConsistencyCheck check = ConsistencyCheck.read(connection, RUN, 0);
            assertThat(check.confirmed()).isEqualTo(1);
            assertThat(check.sold()).isZero();
            assertThat(check.paid()).isZero();
            assertThat(check.contradictions(1, 0)).hasSize(2);
        }
    }

    private static OrderOutcomes outcomes(Connection connection) throws SQLException {
        return OrderOutcomes.read(connection, RUN, 0, 0, Long.MAX_VALUE);
    }

    /** @param sql with the run's customer as its parameter */
    private static void update(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, new String(RUN.customer(ARRIVED), US_ASCII));
            statement.executeUpdate();
        }
    }
}
