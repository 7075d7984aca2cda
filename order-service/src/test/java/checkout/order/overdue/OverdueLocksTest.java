package checkout.order.overdue;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TwoSessions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Fails if two instances that look for what is overdue wait for each other, or start the same saga twice. */
class OverdueLocksTest {
    private static final Duration AFTER = Duration.ofSeconds(1);

    private static final TestDatabase DATABASE =
            TestServers.database("orders").migrate("classpath:db/messaging", "classpath:db/migration");

    private final TwoSessions sessions = new TwoSessions(DATABASE.service());
    private final JdbcTemplate jdbc = sessions.jdbc();
    private final Overdue overdue = new Overdue(jdbc);

    @BeforeEach
    void deleteAll() {
        jdbc.update("delete from overdue");
        jdbc.update("delete from order_return");
        jdbc.update("delete from orders");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRecordedMeanwhileIsRecordedOnce(OverdueKind kind) {
        UUID pending = pendingForHalfAnHour();

        boolean complete = sessions.secondWaits(
                () -> jdbc.update(
                        "insert into overdue (id, kind, order_id, tries) values (?, ?, ?, 5)",
                        pending,
                        kind.name(),
                        pending),
                () -> overdue.scan(kind, AFTER));

        assertThat(complete).isTrue();
        assertThat(jdbc.queryForList("select tries from overdue where id = ?", Integer.class, pending))
                .containsExactly(5);
    }

    @Test
    void aScanIsLeftToTheInstanceThatIsScanning() {
        pendingForHalfAnHour();

        boolean complete = sessions.secondGoesOn(
                () -> overdue.scan(OverdueKind.ORDER, AFTER), () -> overdue.scan(OverdueKind.ORDER, AFTER));

        assertThat(complete).isTrue();
        assertThat(overdue.count(10).overdue()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPlacedAfterTheClockIsCorrectedIsFound(OverdueKind kind) {
        UUID pending = pendingForHalfAnHour();
        jdbc.update("update overdue_scan set scanned_to = now() + interval '2 hours'");

        overdue.scan(kind, Duration.ofHours(1));
        overdue.scan(kind, AFTER);

        assertThat(jdbc.queryForList("select id from overdue", UUID.class)).containsExactly(pending);
    }

    @Test
    void anItemIsLockedByOneInstance() {
        UUID one = overdueItem();
        UUID two = overdueItem();

        List<OverdueItem> free = sessions.secondGoesOn(
                () -> jdbc.queryForList("select from overdue where id = ? for update", one),
                () -> overdue.lockDue(10, 10));

        assertThat(free).extracting(OverdueItem::id).containsExactly(two);
        sessions.secondWaits(
                () -> overdue.lockDue(10, 10),
                () -> jdbc.queryForList("select from overdue where id = ? for update", one));
    }

    @Test
    void deletesWhatHasEndedExceptWhatIsLocked() {
        UUID one = overdueItem();
        UUID two = overdueItem();
        jdbc.update("update orders set status = 'CONFIRMED', finished_at = now()");

        boolean all = sessions.secondGoesOn(
                () -> jdbc.queryForList("select from overdue where id = ? for update", one), overdue::deleteEnded);

        assertThat(all).isTrue();
        assertThat(jdbc.queryForList("select id from overdue", UUID.class))
                .doesNotContain(two)
                .containsExactly(one);
    }

    private UUID overdueItem() {
        UUID id = pendingForHalfAnHour();
        jdbc.update("insert into overdue (id, kind, order_id) values (?, 'ORDER', ?)", id, id);
        return id;
    }

    /** An order with a return, neither of which was found by a scan. */
    private UUID pendingForHalfAnHour() {
        UUID id = MessageIds.next();
        jdbc.update("""
                insert into orders (id, storefront, customer_id, lines, total_minor, currency, payment_method, placed_at)
                values (?, 'one', 'c-1', '[]', 999, 'EUR', 'wallet', now() - interval '30 minutes')
                """, id);
        jdbc.update("""
                insert into order_return (id, order_id, idempotency_key, fingerprint, refund_minor, currency, requested_at,
                                          requested_event)
                values (?, ?, 'k', 'f', 999, 'EUR', now() - interval '30 minutes', 1)
                """, id, id);
        jdbc.update("update overdue_scan set scanned_to = now() - interval '31 minutes'");
        return id;
    }
}
