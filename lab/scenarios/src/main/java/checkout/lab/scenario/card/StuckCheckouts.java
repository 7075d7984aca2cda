package checkout.lab.scenario.card;

import checkout.lab.database.SqlQuery;
import checkout.lab.http.JsonHttpClient;
import checkout.lab.scenario.context.ScenarioContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Finds the checkouts of the run that are stuck, and acts on them as an operator does. */
final class StuckCheckouts {
    private final ScenarioContext context;
    private final JsonHttpClient http;
    private final String url;

    StuckCheckouts(ScenarioContext context) {
        this.context = context;
        this.http = context.operatorApi();
        this.url = context.stack().ports().url("saga-orchestrator") + "/v1/sagas/";
    }

    List<UUID> find() throws SQLException {
        try (Connection auditor = context.auditor()) {
            return SqlQuery.list(
                    auditor,
                    """
                    select o.id from orders.orders o join sagas.saga s on s.id = o.id
                    where o.id >= ?::uuid and starts_with(o.customer_id, ?) and s.phase in ('STUCK', 'COMPENSATION_STUCK')
                    """,
                    row -> row.getObject(1, UUID.class),
                    context.lowestId(),
                    context.acceptedCheckouts().customerPrefix());
        }
    }

    void retry(UUID checkout) throws InterruptedException {
        http.post(url + checkout + "/retry", Map.of("reason", "the bank accepts the card again"))
                .bodyIfSuccessful();
    }

    /** Ends the saga as confirmed: the customer has the goods and pays in another way. */
    void resolve(UUID checkout) throws InterruptedException {
        http.post(
                        url + checkout + "/resolve",
                        Map.of("reason", "the card cannot be charged", "outcome", "CONFIRMED", "note", "paid in cash"))
                .bodyIfSuccessful();
    }
}
