package checkout.saga.runtime.actrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.act.Acts;
import checkout.saga.runtime.drive.OrchestratorTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Red here: one row that PostgreSQL cannot read keeps the acts from coming to an end. */
class ActOnDamagedSagaTest extends OrchestratorTest {
    @Autowired
    private ActsThread thread;

    @Autowired
    private ActRunner runner;

    @Autowired
    private ActConfirmation confirmation;

    @Autowired
    private Acts acts;

    private UUID damaged = MessageIds.next();

    /** The test steps by hand. */
    @BeforeEach
    void stop() {
        thread.stop();
    }

    @AfterEach
    void start() {
        jdbc.update("delete from saga where id = ?", damaged);
        thread.start();
    }

    @Test
    void theOthersAreConfirmedAndItIsNotConfirmedInTime() {
        stuckPastItsPivot();
        damaged = checkout;
        checkout = MessageIds.next();
        stuckPastItsPivot();
        assertThat(post("/v1/acts", """
                        {"action":"RETRY","filter":{"ids":["%s","%s"]},"reason":"order-service is back"}""".formatted(damaged, checkout)).statusCode())
                .isEqualTo(201);
        acts.running().forEach(runner::runBatch);
        assertThat(outcome(damaged)).isEqualTo("REQUESTED");
        reply(MessageIds.next(), "orders.OrderConfirmed.v1", "confirm order", "DO", 11, "");
        await().until(() -> phase().equals("COMPLETED"));
        damage(damaged);

        confirmation.lookAgain();
        assertThat(outcome(checkout)).isEqualTo("DONE");
        assertThat(outcome(damaged)).isEqualTo("REQUESTED");

        jdbc.update("update act_item set requested_at = now() - interval '1 hour' where saga_id = ?", damaged);
        confirmation.lookAgain();
        Map<String, Object> item = jdbc.queryForMap("select outcome, detail from act_item where saga_id = ?", damaged);
        assertThat(item).containsEntry("outcome", "NOT_CONFIRMED");
        assertThat(String.valueOf(item.get("detail"))).contains("cannot be read");
    }

    private String outcome(UUID saga) {
        return jdbc.queryForObject("select outcome from act_item where saga_id = ?", String.class, saga);
    }
}
