package checkout.saga.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.messaging.retention.RetentionSettings;
import checkout.saga.runtime.drive.OrchestratorTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Red here: ended sagas are kept for ever, a saga is deleted that somebody needs, or a deleted one starts again. */
class SagaRetentionTest extends OrchestratorTest {
    private static final String OVER_A_YEAR = "366 days";

    @Autowired
    private SagaRetention retention;

    @Autowired
    private RetentionSettings messages;

    @Autowired
    private TransactionTemplate transaction;

    @ParameterizedTest
    @ValueSource(strings = {"COMPLETED", "COMPENSATED", "RESOLVED"})
    void deletesWhatEndedLongAgo(String phase) {
        List<UUID> old = List.of(insert(OVER_A_YEAR, OVER_A_YEAR, phase), insert(OVER_A_YEAR, OVER_A_YEAR, phase));
        UUID endedLately = insert(OVER_A_YEAR, "364 days", phase);
        UUID young = insert("364 days", "364 days", phase);
        retention.deleteOld();
        assertThat(existing(old)).isEmpty();
        assertThat(existing(List.of(endedLately, young))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"WAITING", "RETRYING", "COMPENSATING", "STUCK", "COMPENSATION_STUCK"})
    void keepsEverySagaThatHasNotEnded(String phase) {
        UUID open = insert(OVER_A_YEAR, OVER_A_YEAR, phase);
        retention.deleteOld();
        assertThat(existing(List.of(open))).hasSize(1);
        jdbc.update("delete from saga where id = ?", open);
    }

    @Test
    void keepsSagasWithSomethingOpen() {
        UUID withAnomaly = ended();
        jdbc.update("insert into finding (saga_id, finding, state, input) values (?, 'f', 's', 'i')", withAnomaly);
        UUID withLetter = ended();
        jdbc.update("""
                insert into dead_letter (id, topic, message_key, type, reason, payload, headers, saga_id)
                values (?, 'checkout.replies', 'k', 't', 'r', 'p', '{}', ?)
                """, MessageIds.next(), withLetter);
        UUID withReply = ended();
        jdbc.update(
                "insert into parked_input (message_id, saga_id, type, payload) values (?, ?, 't', '{}')",
                MessageIds.next(),
                withReply);
        UUID parked = ended();
        jdbc.update("update saga set parked = 'why' where id = ?", parked);
        List<UUID> needed = List.of(withAnomaly, withLetter, withReply, parked);
        retention.deleteOld();
        assertThat(existing(needed)).hasSize(4);
        jdbc.update("delete from finding where saga_id = ?", withAnomaly);
        jdbc.update("delete from dead_letter where saga_id = ?", withLetter);
        jdbc.update("delete from parked_input where saga_id = ?", withReply);
        jdbc.update("update saga set parked = null where id = ?", parked);
        retention.deleteOld();
        assertThat(existing(needed)).isEmpty();
    }

    @Test
    void leavesToOthersWhatTheyHaveLocked() {
        UUID locked = ended();
        UUID free = ended();
        transaction.executeWithoutResult(status -> {
            jdbc.queryForList("select id from saga where id = ? for update", locked);
            Thread other = new Thread(retention::deleteOld);
            other.start();
            await().until(() -> !other.isAlive());
        });
        assertThat(existing(List.of(free))).isEmpty();
        assertThat(existing(List.of(locked))).hasSize(1);
        retention.deleteOld();
        assertThat(existing(List.of(locked))).isEmpty();
    }

    @Test
    void deletesMoreThanOneBatch() {
        jdbc.update("""
                insert into saga (id, name, version, phase, state, timetable, data, moved_at)
                select uuidv7(- interval '366 days' - n * interval '1 ms'), 'checkout', 1, 'COMPLETED', '{}', '{}', '{}',
                       now() - interval '366 days'
                from generate_series(1, 1201) n
                """);
        retention.deleteOld();
        assertThat(jdbc.queryForObject(
                        "select count(*) from saga where moved_at < now() - interval '365 days' and phase = 'COMPLETED'",
                        Integer.class))
                .isZero();
    }

    @Test
    void nothingThatArrivesLateStartsADeletedSagaAgain() {
        checkout = ended();
        retention.deleteOld();
        reply("inventory.StockReserved.v1", "reserve stock", "");
        assertThat(phase()).isEqualTo("NOWHERE");

        UUID start = MessageIds.next();
        send("orders.events", "orders.OrderPlaced.v1", start, """
                {"checkoutId":"%s","customerId":"c-1","lines":[{"sku":"TEA-001","quantity":2}],
                 "total":{"amount":"19.98","currency":"EUR"},"payment":{"method":"card","token":"%s"}}""".formatted(checkout, TOKEN), Map.of());
        await().until(() -> jdbc.queryForObject(
                        "select count(*) from outbox where topic = 'orders.events.dlt' and message_key = ?",
                        Integer.class,
                        checkout.toString())
                == 1);
        assertThat(phase()).isEqualTo("NOWHERE");
        assertThat(jdbc.queryForObject(
                        "select headers from outbox where topic = 'orders.events.dlt' and message_key = ?",
                        String.class,
                        checkout.toString()))
                .contains("checkout.saga.keep");
    }

    @Test
    void keepsForEverOnlyIfThatIsSaid() {
        UUID old = ended();
        new SagaRetention(jdbc, new SagaRetentionSettings(Duration.ZERO, Duration.ofMinutes(10)), messages).deleteOld();
        assertThat(existing(List.of(old))).hasSize(1);
        jdbc.update("delete from saga where id = ?", old);
    }

    @Test
    void aRetentionThatCannotBeMeantIsRefusedWithAdvice() {
        var tooShort = new SagaRetentionSettings(Duration.ofDays(3), Duration.ofMinutes(10));
        assertThatThrownBy(() -> new SagaRetention(jdbc, tooShort, messages))
                .hasMessageContaining("keep sagas for longer than that, or set 0 to keep them for ever");
        assertThatThrownBy(() -> new SagaRetentionSettings(Duration.ofDays(-1), Duration.ofMinutes(10)))
                .hasMessageContaining("checkout.saga.keep");
        assertThatThrownBy(() -> new SagaRetentionSettings(Duration.ofDays(365), Duration.ZERO))
                .hasMessageContaining("checkout.saga.retention-every");
    }

    private UUID ended() {
        return insert(OVER_A_YEAR, OVER_A_YEAR, "COMPLETED");
    }

    private UUID insert(String startedAgo, String movedAgo, String phase) {
        UUID id = jdbc.queryForObject("select uuidv7(- ?::interval)", UUID.class, startedAgo);
        jdbc.update("""
                insert into saga (id, name, version, phase, state, timetable, data, moved_at)
                values (?, 'checkout', 1, ?, '{}', '{}', '{}', now() - ?::interval)
                """, id, phase, movedAgo);
        return id;
    }

    private List<UUID> existing(List<UUID> ids) {
        return ids.stream()
                .filter(id -> !jdbc.queryForList("select 1 from saga where id = ?", id)
                        .isEmpty())
                .toList();
    }
}
