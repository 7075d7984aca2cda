package checkout.saga.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.contracts.OrderPlaced;
import checkout.contracts.PaymentMethod;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaInput;
import checkout.saga.runtime.drive.OrchestratorTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Red here: an anomaly shows a secret, is kept for ever, or is deleted while somebody still needs it. */
class AnomaliesTest extends OrchestratorTest {
    @Autowired
    private AnomalyRetention retention;

    @Autowired
    private AnomalyLog log;

    @Test
    void showsNoSecretOfTheInput() {
        OrderPlaced placed = new OrderPlaced(
                checkout,
                "c-1",
                List.of(new OrderLine("TEA-001", 2)),
                new Money(1998, "EUR"),
                new PaymentMethod.Card(TOKEN));
        log.record(checkout, new Impossible<>("it cannot be", null, new SagaInput.Started(placed)));
        assertThat(jdbc.queryForObject("select input from finding where saga_id = ?", String.class, checkout))
                .startsWith("Started {")
                .contains("TEA-001")
                .contains("withheld")
                .doesNotContain(TOKEN);
    }

    @Test
    void deletesWhatIsOldAndConcernsNoOpenSaga() {
        reply("inventory.StockReserved.v1", "reserve stock", "");
        await().until(() -> anomalies() == 1);
        retention.deleteOld();
        assertThat(anomalies()).as("it is young").isEqualTo(1);
        jdbc.update("update finding set found_at = now() - interval '91 days' where saga_id = ?", checkout);
        place();
        retention.deleteOld();
        assertThat(anomalies()).as("its saga is open").isEqualTo(1);
        jdbc.update("update saga set phase = 'COMPLETED', deadline_at = null where id = ?", checkout);
        retention.deleteOld();
        assertThat(anomalies()).isZero();
    }

    private int anomalies() {
        return jdbc.queryForObject("select count(*) from finding where saga_id = ?", Integer.class, checkout);
    }
}
