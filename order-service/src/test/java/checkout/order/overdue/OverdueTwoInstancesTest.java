package checkout.order.overdue;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import checkout.order.RunningOrderService;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Fails if two instances start the same saga again, or if one waits for the other. */
class OverdueTwoInstancesTest extends RunningOrderService {
    @Autowired
    private Overdue overdue;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void lockDifferentItems() {
        UUID item = MessageIds.next();
        // with more tries than the sweeper of this service makes, so that it leaves the item to this test
        database.update("insert into overdue (id, kind, order_id, tries) values (?, 'ORDER', ?, 500)", item, item);
        transaction.executeWithoutResult(status -> {
            assertThat(lockDue()).contains(item);
            assertThat(elsewhere(this::lockDue)).doesNotContain(item);
        });
        assertThat(elsewhere(this::lockDue)).contains(item);
        database.update("delete from overdue where id = ?", item);
    }

    @Test
    void scanOneAfterTheOther() {
        transaction.executeWithoutResult(one -> {
            database.queryForList("select from overdue_scan for update");
            assertThat(elsewhere(() -> overdue.scan(OverdueKind.ORDER, Duration.ofSeconds(1))))
                    .as("left to the instance that is scanning")
                    .isTrue();
        });
    }

    private List<UUID> lockDue() {
        return overdue.lockDue(1000, 1000).stream().map(OverdueItem::id).toList();
    }

    private <T> T elsewhere(Supplier<T> locking) {
        return CompletableFuture.supplyAsync(() -> transaction.execute(status -> locking.get()))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
