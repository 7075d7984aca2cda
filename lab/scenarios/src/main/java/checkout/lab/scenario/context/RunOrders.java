package checkout.lab.scenario.context;

import checkout.lab.database.SqlQuery;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The orders of the run's customers. */
public final class RunOrders {
    private static final Polling ENDED = new Polling(Duration.ofMinutes(4), Duration.ofMillis(50));

    private RunOrders() {}

    /** Waits until all orders of the run and their sagas have ended. */
    public static void awaitEnds(ScenarioContext context) throws SQLException, InterruptedException {
        try (Connection auditor = context.auditor()) {
            long left = ENDED.until(
                    none -> none == 0,
                    () -> SqlQuery.number(
                            auditor,
                            """
                            select count(*) from orders.orders o left join sagas.saga s on s.id = o.id
                            where o.id >= ?::uuid and starts_with(o.customer_id, ?)
                              and (o.status = 'PENDING' or s.phase is null or s.phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED'))
                            """,
                            context.lowestId(),
                            context.acceptedCheckouts().customerPrefix()));
            if (left > 0) {
                throw new StackException("%d checkouts have not ended after %d min."
                        .formatted(left, ENDED.timeout().toMinutes()));
            }
        }
    }

    /** The customers of the run who have an order. */
    public static Set<String> customers(ScenarioContext context) throws SQLException {
        Set<String> customers = new HashSet<>();
        try (Connection auditor = context.auditor()) {
            SqlQuery.forEach(
                    auditor,
                    "select customer_id from orders.orders where id >= ?::uuid and starts_with(customer_id, ?)",
                    row -> customers.add(row.getString(1)),
                    context.lowestId(),
                    context.acceptedCheckouts().customerPrefix());
        }
        return customers;
    }

    /** The status of each order, and its reason if it is rejected, by checkout. */
    public static Map<UUID, String> outcomes(ScenarioContext context) throws SQLException {
        Map<UUID, String> outcomes = new HashMap<>();
        try (Connection auditor = context.auditor()) {
            SqlQuery.forEach(
                    auditor,
                    """
                    select id, concat_ws(' ', status, reason) from orders.orders
                    where id >= ?::uuid and starts_with(customer_id, ?)
                    """,
                    row -> outcomes.put(row.getObject(1, UUID.class), row.getString(2)),
                    context.lowestId(),
                    context.acceptedCheckouts().customerPrefix());
        }
        return outcomes;
    }
}
