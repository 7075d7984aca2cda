package checkout.saga.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.drive.OrchestratorTest;
import checkout.saga.runtime.store.HistoryRetention;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Red here: what happened to a saga that had trouble is forgotten with its messages, or kept for ever, or with its secrets. */
class TroubledHistoryTest extends OrchestratorTest {
    private static final String BECAUSE = "{\"reason\":\"order-service is back\"}";

    @Autowired
    private HistoryRetention history;

    @Test
    void whatHadTroubleKeepsItsHistoryWithoutBodiesAndWhatHadNoneSaysThatItIsGone() {
        stuckPastItsPivot();
        ok(post("/v1/sagas/%s/retry".formatted(checkout), BECAUSE));
        reply(MessageIds.next(), "orders.OrderConfirmed.v1", "confirm order", "DO", 11, "");
        await().until(() -> phase().equals("COMPLETED"));
        UUID troubled = checkout;
        checkout = MessageIds.next();
        settling();
        reply("payments.PaymentCaptured.v1", "capture payment", "");
        reply("inventory.StockCommitted.v1", "commit stock", "");
        reply("orders.OrderConfirmed.v1", "confirm order", "");
        await().until(() -> phase().equals("COMPLETED"));
        JsonNode before = ok(get("/v1/sagas/" + troubled));
        assertThat(ok(get("/v1/sagas/" + checkout)).at("/timelineRemoved").isNull())
                .isTrue();

        dropOldMessages();

        JsonNode kept = ok(get("/v1/sagas/" + troubled));
        assertThat(types(kept)).isEqualTo(types(before));
        assertThat(kept.at("/timelineRemoved").isNull()).isTrue();
        assertThat(keptBodies(troubled)).isZero();
        JsonNode untroubled = ok(get("/v1/sagas/" + checkout));
        assertThat(untroubled.at("/timelineRemoved").asString())
                .isEqualTo("Its oldest messages are not kept any more (checkout.retention.keep).");

        // a week later the next run of the retention removes nothing of it; after 90 days another job does
        jdbc.update("update saga set moved_at = now() - interval '89 days' where id = ?", troubled);
        dropOldMessages();
        assertThat(keptMessages(troubled)).isPositive();
        history.deleteOld();
        assertThat(keptMessages(troubled)).isPositive();
        jdbc.update("update saga set moved_at = now() - interval '91 days' where id = ?", troubled);
        asIfSentBefore("92 days", troubled);
        history.deleteOld();
        assertThat(keptMessages(troubled)).isZero();
    }

    @Test
    void whatWasKeptOfAnOpenSagaLosesItsBodiesAWeekAfterItsEnd() {
        stuckPastItsPivot();
        dropOldMessages();
        int kept = keptMessages(checkout);
        assertThat(keptBodies(checkout)).as("bodies").isPositive();
        jdbc.update("update saga set moved_at = now() - interval '8 days' where id = ?", checkout);
        history.deleteOld();
        assertThat(keptBodies(checkout)).as("bodies of an open saga").isPositive();

        jdbc.update("update saga set phase = 'COMPLETED', deadline_at = null where id = ?", checkout);
        history.deleteOld();
        assertThat(keptBodies(checkout)).as("bodies of one that had trouble").isZero();
        assertThat(keptMessages(checkout)).isEqualTo(kept);
    }

    @Test
    void nothingIsKeptOfALongSagaWithoutTroubleAWeekAfterItsEnd() {
        settling();
        dropOldMessages();
        assertThat(keptMessages(checkout)).isPositive();
        jdbc.update("""
                update saga set phase = 'COMPLETED', deadline_at = null, troubled = false, moved_at = now() - interval '6 days'
                where id = ?
                """, checkout);
        history.deleteOld();
        assertThat(keptMessages(checkout)).isPositive();
        jdbc.update("update saga set moved_at = now() - interval '8 days' where id = ?", checkout);
        history.deleteOld();
        assertThat(keptMessages(checkout)).isZero();
    }

    private void asIfSentBefore(String interval, UUID saga) {
        jdbc.update("""
                update kept_message
                set id = (left(id_at(now() - ?::interval)::text, 14) || substr(id::text, 15))::uuid where saga_id = ?
                """, interval, saga);
    }

    private int keptBodies(UUID saga) {
        return jdbc.queryForObject(
                "select count(*) from kept_message where saga_id = ? and payload is not null", Integer.class, saga);
    }

    private int keptMessages(UUID saga) {
        return jdbc.queryForObject("select count(*) from kept_message where saga_id = ?", Integer.class, saga);
    }

    private static List<String> types(JsonNode saga) {
        return saga.at("/timeline")
                .valueStream()
                .map(entry -> entry.path("type").asString())
                .toList();
    }
}
