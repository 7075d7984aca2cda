package checkout.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** If this fails, stock that nobody pays for stays reserved for ever, or a sale that comes late is lost or sells twice. */
class ReservationExpiryTest extends InventoryServiceTestBase {
    private static final String RESERVED = "inventory.StockReserved.v1";
    private static final String COMMITTED = "inventory.StockCommitted.v1";

    private final UUID checkout = UUID.randomUUID();

    @Test
    void aReservationThatIsNotCommittedInTimeIsReleased() {
        addStock(10);
        reserveForASecond(checkout, 3);
        UUID forEver = reserve(UUID.randomUUID(), 1);
        assertThat(replies(checkout, 1)).containsExactly(RESERVED);
        replies(forEver, 1);

        awaitExpired(checkout);
        assertThat(reserved()).isEqualTo(1);
        assertThat(movements()).contains("EXPIRE 0 -3");
        assertThat(status(forEver)).isEqualTo("HELD");
        assertStockIsProved();
    }

    @Test
    void moreThanOneBatchExpires() {
        addStock(100);
        List<UUID> checkouts = Stream.generate(UUID::randomUUID).limit(10).toList();
        checkouts.forEach(id -> reserveForASecond(id, 1));

        checkouts.forEach(this::awaitExpired);
        assertThat(reserved()).isZero();
        assertStockIsProved();
    }

    @Test
    void aCommittedReservationDoesNotExpire() {
        addStock(10);
        reserveForASecond(checkout, 3);
        commit(checkout);
        replies(checkout, 2);
        UUID other = UUID.randomUUID();
        reserveForASecond(other, 1);

        awaitExpired(other);
        assertThat(status(checkout)).isEqualTo("COMMITTED");
        assertThat(onHand()).isEqualTo(7);
        assertStockIsProved();
    }

    @Test
    void aLateCommitTakesTheItemsIfTheyAreStillThere() {
        addStock(3);
        expire(checkout, 3);
        commit(checkout);

        assertThat(replies(checkout, 2)).containsExactly(RESERVED, COMMITTED);
        assertThat(onHand()).isZero();
        assertThat(movements()).containsExactly("RESERVE 0 3", "EXPIRE 0 -3", "RESERVE 0 3", "COMMIT -3 -3");
        assertStockIsProved();
    }

    @Test
    void aLateCommitIsRefusedIfOthersHaveTheItemsAndSucceedsOnceThereAreMore() {
        addStock(3);
        expire(checkout, 3);
        UUID other = reserve(UUID.randomUUID(), 2);
        replies(other, 1);
        commit(checkout);

        assertThat(replies(checkout, 2).getLast()).isEqualTo("inventory.CommitRefused.v1");
        assertThat(payloads(checkout).getLast()).contains("has expired", "3 of " + sku + " (1 available)");
        assertThat(reserved()).isEqualTo(2);

        release(other);
        replies(other, 2);
        commit(checkout);
        assertThat(replies(checkout, 3).getLast()).isEqualTo(COMMITTED);
        assertThat(onHand()).isZero();
        assertStockIsProved();
    }

    @Test
    void whoAsksAgainReservesAgainForTheSameTime() {
        addStock(3);
        expire(checkout, 3);
        reserveForASecond(checkout, 3);

        assertThat(replies(checkout, 2)).containsExactly(RESERVED, RESERVED);
        awaitExpired(checkout);
        await().untilAsserted(() ->
                assertThat(movements()).containsExactly("RESERVE 0 3", "EXPIRE 0 -3", "RESERVE 0 3", "EXPIRE 0 -3"));
        assertStockIsProved();
    }

    @Test
    void whoAsksAgainTooLateIsOutOfStock() {
        addStock(3);
        expire(checkout, 3);
        UUID other = reserve(UUID.randomUUID(), 2);
        replies(other, 1);
        reserveForASecond(checkout, 3);

        assertThat(replies(checkout, 2).getLast()).isEqualTo("inventory.OutOfStock.v1");
        assertThat(status(checkout)).isEqualTo("EXPIRED");
        assertThat(reserved()).isEqualTo(2);
    }

    @Test
    void releasingWhatHasExpiredChangesNothing() {
        addStock(3);
        expire(checkout, 3);
        release(checkout);

        assertThat(replies(checkout, 2).getLast()).isEqualTo("inventory.StockReleased.v1");
        assertThat(status(checkout)).isEqualTo("RELEASED");
        assertThat(reserved()).isZero();
        assertStockIsProved();
    }

    /** A return may come before a commit that is late; what came back is neither released nor committed. */
    @Test
    void whatCameBackBeforeOrAfterTheExpiryIsNotCommitted() {
        addStock(10);
        reserveForASecond(checkout, 3);
        restock(checkout, UUID.randomUUID(), 1);
        awaitExpired(checkout);
        assertThat(reserved()).isZero();
        restock(checkout, UUID.randomUUID(), 1);
        commit(checkout);

        assertThat(replies(checkout, 4))
                .containsExactly(RESERVED, "inventory.Restocked.v1", "inventory.Restocked.v1", COMMITTED);
        assertThat(onHand()).isEqualTo(9);
        assertThat(movements())
                .containsExactly("RESERVE 0 3", "RESTOCK 0 -1", "EXPIRE 0 -2", "RESERVE 0 1", "COMMIT -1 -1");
        assertStockIsProved();
    }

    @Test
    void aTimeToHoldThatMakesNoSenseIsADeadLetter() {
        addStock(3);
        reserveFor(checkout, 1, "PT0S");
        UUID tooLong = UUID.randomUUID();
        reserveFor(tooLong, 1, "P400D");

        await().untilAsserted(() -> {
            assertThat(deadLetters(checkout)).isEqualTo(1);
            assertThat(deadLetters(tooLong)).isEqualTo(1);
        });
        assertThat(reserved()).isZero();
    }

    @Test
    void aReservationThatCannotExpireDelaysNoOther() {
        addStock(10);
        UUID broken = UUID.randomUUID();
        addBrokenReservation(broken);
        reserveForASecond(checkout, 3);

        awaitExpired(checkout);
        assertThat(status(broken)).isEqualTo("HELD");
        assertThat(reserved()).isZero();
        jdbc.update("update reservation set expires_at = null where checkout_id = ?", broken);
    }

    @Test
    void aStrangersLockOnASkuDelaysOnlyItsReservations() throws SQLException {
        othersExpireWhileTheirStockIsLocked();
    }

    @Test
    void aStrangersLockBesideAReservationThatCannotExpireDelaysNoOther() throws SQLException {
        UUID broken = UUID.randomUUID();
        addBrokenReservation(broken);
        othersExpireWhileTheirStockIsLocked();

        assertThat(status(broken)).isEqualTo("HELD");
        jdbc.update("update reservation set expires_at = null where checkout_id = ?", broken);
    }

    private void othersExpireWhileTheirStockIsLocked() throws SQLException {
        addStock(10);
        reserveForASecond(checkout, 3);
        replies(checkout, 1);
        String locked = sku;
        try (Connection stranger = database.superuser().getConnection()) {
            stranger.setAutoCommit(false);
            try (PreparedStatement lock =
                    stranger.prepareStatement("select from inventory.stock where sku = ? for update")) {
                lock.setString(1, locked);
                lock.executeQuery();
            }
            sku = "FREE-" + UUID.randomUUID();
            addStock(10);
            UUID other = UUID.randomUUID();
            reserveForASecond(other, 1);

            awaitExpired(other);
            assertThat(status(checkout)).isEqualTo("HELD");
            stranger.rollback();
        }
        awaitExpired(checkout);
    }

    /** Reserves, and makes the reservation expire. */
    private void expire(UUID id, int quantity) {
        reserveForASecond(id, quantity);
        replies(id, 1);
        jdbc.update("update reservation set expires_at = now() where checkout_id = ? and status = 'HELD'", id);
        awaitExpired(id);
    }

    private void reserveForASecond(UUID id, int quantity) {
        reserveFor(id, quantity, "PT1S");
    }

    private void reserveFor(UUID id, int quantity, String holdFor) {
        send(
                UUID.randomUUID(),
                id,
                "inventory.ReserveStock.v1",
                "{\"checkoutId\":\"%s\",\"lines\":[{\"sku\":\"%s\",\"quantity\":%d}],\"holdFor\":\"%s\"}"
                        .formatted(id, sku, quantity, holdFor));
    }

    /** A reservation that is due, and of a sku that does not exist. */
    private void addBrokenReservation(UUID id) {
        jdbc.update("""
                insert into reservation (checkout_id, status, lines, expires_at)
                values (?, 'HELD', '[{"sku":"NOT-IN-STOCK","quantity":1}]', now() - interval '1 hour')
                """, id);
    }

    private void awaitExpired(UUID id) {
        await().until(() -> "EXPIRED".equals(status(id)));
    }

    private String status(UUID id) {
        return jdbc.queryForList("select status from reservation where checkout_id = ?", String.class, id).stream()
                .findFirst()
                .orElse("NONE");
    }
}
