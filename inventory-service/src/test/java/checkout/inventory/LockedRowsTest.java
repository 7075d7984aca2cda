package checkout.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.inventory.stock.ReservedQuantities;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** If this fails, a row that someone else has locked keeps commands waiting that do not need it, or a command is lost. */
class LockedRowsTest extends InventoryServiceTestBase {
    private static final Duration BOUND = Duration.ofSeconds(10);

    @Autowired
    ReservedQuantities reservedQuantities;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void onlyTheCommandsThatNeedALockedRowWait() throws SQLException {
        addStock(100);
        String locked = sku;
        List<String> free =
                Stream.generate(() -> "FREE-" + UUID.randomUUID()).limit(5).toList();
        free.forEach(name -> addStock(name, 100));
        UUID blocked = UUID.randomUUID();
        UUID blockedToo = UUID.randomUUID();
        List<UUID> others = Stream.generate(UUID::randomUUID).limit(50).toList();

        try (Connection stranger = lock(database.superuser(), "stock", "sku", locked)) {
            reserve(blocked, 3);
            release(blocked);
            for (int i = 0; i < others.size(); i++) {
                sku = free.get(i % free.size());
                reserve(others.get(i), 1);
            }
            sku = locked;
            UUID message = UUID.randomUUID();
            send(message, blockedToo, "inventory.ReserveStock.v1", body(blockedToo, 2));
            send(message, blockedToo, "inventory.ReserveStock.v1", body(blockedToo, 2));

            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(answered(others)).isEqualTo(50));
            assertThat(answered(List.of(blocked, blockedToo))).isZero();

            // the service knows the locked row by now: nothing waits for it any more
            UUID late = UUID.randomUUID();
            sku = free.getFirst();
            reserve(late, 1);
            assertThat(replies(late, 1)).containsExactly("inventory.StockReserved.v1");
            stranger.rollback();
        }

        assertThat(replies(blocked, 2)).containsExactly("inventory.StockReserved.v1", "inventory.StockReleased.v1");
        // its message came twice
        assertThat(replies(blockedToo, 1)).containsExactly("inventory.StockReserved.v1");
        sku = locked;
        assertThat(reserved()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(jdbc.queryForObject("select count(*) from deferred_message", int.class))
                .isZero());
    }

    /** A commit does not name its skus; they are those of its reservation. */
    @Test
    void onlyTheCommitsThatNeedALockedRowWait() throws SQLException {
        addStock(100);
        String locked = sku;
        String free = "FREE-" + UUID.randomUUID();
        addStock(free, 100);
        UUID blocked = reserve(UUID.randomUUID(), 3);
        sku = free;
        List<UUID> others = Stream.generate(UUID::randomUUID).limit(20).toList();
        others.forEach(checkout -> reserve(checkout, 1));
        others.forEach(checkout -> replies(checkout, 1));
        replies(blocked, 1);

        try (Connection stranger = lock(database.superuser(), "stock", "sku", locked)) {
            commit(blocked);
            others.forEach(this::commit);

            others.forEach(
                    checkout -> assertThat(replies(checkout, 2).getLast()).isEqualTo("inventory.StockCommitted.v1"));
            assertThat(replies(blocked, 1)).hasSize(1);
            assertThat(onHand()).isEqualTo(80);
            assertStockIsProved();
            stranger.rollback();
        }

        assertThat(replies(blocked, 2).getLast()).isEqualTo("inventory.StockCommitted.v1");
        sku = locked;
        assertThat(onHand()).isEqualTo(97);
        assertStockIsProved();
    }

    @Test
    void commandsBehindADeferredOneOfTheirCheckoutWaitForIt() throws SQLException {
        addStock(10);
        UUID checkout = UUID.randomUUID();
        reserve(checkout, 3);
        replies(checkout, 1);
        UUID other = UUID.randomUUID();

        try (Connection stranger = lock(database.superuser(), "reservation", "checkout_id", checkout)) {
            reserve(checkout, 3);
            release(checkout);
            reserve(checkout, 3);
            reserve(other, 1);

            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(answered(List.of(other))).isEqualTo(1));
            assertThat(replies(checkout, 1)).hasSize(1);
            stranger.rollback();
        }

        assertThat(replies(checkout, 4).subList(1, 4))
                .containsExactly(
                        "inventory.StockReserved.v1", "inventory.StockReleased.v1", "checkout.AlreadyUndone.v1");
        assertThat(reserved()).isEqualTo(1);
    }

    /** What the database sees of a process that is frozen between its round trips, and of a person who left a prompt. */
    @Test
    void aSessionOfTheServicesRoleThatIsIdleInItsTransactionIsEnded() throws SQLException {
        addStock(10);
        UUID checkout = UUID.randomUUID();

        try (Connection frozen = lock(database.service(), "stock", "sku", sku)) {
            assertThat(frozen.getAutoCommit()).isFalse();
            reserve(checkout, 3);

            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(answered(List.of(checkout))).isEqualTo(1));
            assertThat(replies(checkout, 1)).containsExactly("inventory.StockReserved.v1");
        }
    }

    @Test
    void aDeferredCommandThatCannotBeHandledGoesToTheDeadLetters() throws SQLException {
        addStock(10);
        UUID bad = UUID.randomUUID();
        UUID good = UUID.randomUUID();

        try (Connection stranger = lock(database.superuser(), "stock", "sku", sku)) {
            reserve(good, 1);
            send(UUID.randomUUID(), bad, "inventory.ReserveStock.v1", "{\"checkoutId\":\"%s\"}".formatted(bad));
            await().untilAsserted(() -> assertThat(deadLetters(bad)).isEqualTo(1));
            assertThat(answered(List.of(good))).isZero();
            stranger.rollback();
        }

        assertThat(replies(good, 1)).containsExactly("inventory.StockReserved.v1");
    }

    @Test
    void findsTheRowsThatOthersHaveLocked() throws SQLException {
        addStock(1);
        String free = "FREE-" + UUID.randomUUID();
        jdbc.update("insert into stock (sku, on_hand) values (?, 1)", free);
        Set<String> wanted = Set.of(sku, free, "NO-SUCH-SKU");

        try (Connection stranger = lock(database.superuser(), "stock", "sku", sku)) {
            assertThat(lockedByOthers(wanted)).containsExactly(sku);
            stranger.rollback();
        }
        assertThat(lockedByOthers(wanted)).isEmpty();
    }

    private Set<String> lockedByOthers(Set<String> wanted) {
        return transaction.execute(status -> reservedQuantities.lockedByOthers(wanted));
    }

    private static Connection lock(DataSource source, String table, String column, Object value) throws SQLException {
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(
                "select from inventory.%s where %s = ? for update".formatted(table, column))) {
            statement.setObject(1, value);
            statement.executeQuery();
        }
        return connection;
    }

    private long answered(List<UUID> checkouts) {
        return jdbc.queryForObject(
                "select count(distinct message_key) from outbox where topic = 'checkout.replies' and message_key = any (?)",
                long.class,
                (Object) checkouts.stream().map(UUID::toString).toArray(String[]::new));
    }
}
