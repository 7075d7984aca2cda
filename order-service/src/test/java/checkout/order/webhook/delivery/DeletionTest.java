package checkout.order.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import checkout.order.RunningOrderService;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Fails if one transaction deletes as many deliveries as there are. */
class DeletionTest extends RunningOrderService {
    @Autowired
    private Deliveries deliveries;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private TransactionTemplate transaction;

    /** Also with the nested loop that PostgreSQL chooses for a table that has grown since it was analyzed. */
    @Test
    void deletesNoMoreThanABatch() {
        transaction.executeWithoutResult(status -> {
            for (String method : List.of("hashjoin", "mergejoin", "hashagg", "sort", "material")) {
                database.execute("set local enable_" + method + " = off");
            }
            UUID endpoint = MessageIds.next();
            database.update(
                    "insert into webhook_endpoint (id, storefront, url, event_types, secret, status) values (?, 'nobody', 'http://127.0.0.1:1/', '{x}', ''::bytea, 'DELETED')",
                    endpoint);
            database.update(
                    "insert into webhook_delivery (id, endpoint_id, event_type, subject_id) select next_webhook_delivery_id(), ?, 'webhook.test', gen_random_uuid() from generate_series(1, 50)",
                    endpoint);
            assertThat(deliveries.deleteOfDeletedEndpoints(20).all()).isEqualTo(20);
            status.setRollbackOnly();
        });
    }
}
