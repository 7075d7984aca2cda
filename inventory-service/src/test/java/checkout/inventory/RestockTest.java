package checkout.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** If this fails, returned items are lost, counted twice, or accepted though nobody has reserved them. */
class RestockTest extends InventoryServiceTestBase {
    private static final String RESTOCKED = "inventory.Restocked.v1";

    private final UUID checkout = UUID.randomUUID();
    private final UUID returnId = UUID.randomUUID();

    @BeforeEach
    void reserveThree() {
        addStock(10);
        reserve(checkout, 3);
        replies(checkout, 1);
    }

    @Test
    void takesAllItemsBack() {
        restock(returnId, 3);

        assertThat(replies(checkout, 2).getLast()).isEqualTo(RESTOCKED);
        assertThat(payloads(checkout).getLast()).contains(returnId.toString());
        assertThat(reserved()).isZero();
        assertReturned(3);
    }

    @Test
    void takesItemsBackInParts() {
        restock(returnId, 1);
        restock(UUID.randomUUID(), 2);

        assertThat(replies(checkout, 3).subList(1, 3)).containsOnly(RESTOCKED);
        assertThat(reserved()).isZero();
        assertReturned(3);
    }

    @Test
    void takesTheItemsOfAReturnBackOnce() {
        restock(returnId, 1);
        restock(returnId, 1);
        replies(checkout, 3);
        restock(returnId, 1);

        assertThat(replies(checkout, 4).subList(1, 4)).containsOnly(RESTOCKED);
        assertThat(reserved()).isEqualTo(2);
        assertReturned(1);
    }

    @Test
    void makesReturnedItemsAvailableToOthers() {
        UUID other = UUID.randomUUID();
        reserve(other, 8);
        assertThat(replies(other, 1)).containsExactly("inventory.OutOfStock.v1");
        restock(returnId, 3);
        replies(checkout, 2);

        UUID next = reserve(UUID.randomUUID(), 10);
        assertThat(replies(next, 1)).containsExactly("inventory.StockReserved.v1");
    }

    @Test
    void refusesLoudlyMoreThanWasReserved() {
        restock(returnId, 2);
        replies(checkout, 2);
        restock(UUID.randomUUID(), 2);

        awaitDeadLetters(checkout, 1);
        assertThat(reserved()).isEqualTo(1);
        assertReturned(2);
    }

    @Test
    void refusesLoudlyACheckoutWithoutReservation() {
        UUID unknown = UUID.randomUUID();
        restock(unknown, returnId, 1);
        awaitDeadLetters(unknown, 1);

        UUID outOfStock = reserve(UUID.randomUUID(), 100);
        replies(outOfStock, 1);
        restock(outOfStock, UUID.randomUUID(), 1);
        awaitDeadLetters(outOfStock, 1);
        assertThat(reserved()).isEqualTo(3);
    }

    @Test
    void refusesLoudlyAReturnThatChanges() {
        restock(returnId, 1);
        restock(returnId, 2);

        awaitDeadLetters(checkout, 1);
        assertReturned(1);
    }

    @Test
    void releasesOnlyWhatWasNotReturned() {
        UUID other = reserve(UUID.randomUUID(), 5);
        replies(other, 1);
        restock(returnId, 1);
        release(checkout);
        assertThat(replies(checkout, 3).getLast()).isEqualTo("inventory.StockReleased.v1");
        assertThat(reserved()).isEqualTo(5);

        restock(returnId, 1);
        assertThat(replies(checkout, 4).getLast()).isEqualTo(RESTOCKED);
        restock(UUID.randomUUID(), 1);
        awaitDeadLetters(checkout, 1);
        assertThat(reserved()).isEqualTo(5);
    }

    @Test
    void sumsLinesOfTheSameSku() {
        send(UUID.randomUUID(), checkout, "inventory.Restock.v1", """
                {"checkoutId":"%s","returnId":"%s","lines":[{"sku":"%s","quantity":1},{"sku":"%s","quantity":2}]}""".formatted(checkout, returnId, sku, sku));

        assertThat(replies(checkout, 2).getLast()).isEqualTo(RESTOCKED);
        assertReturned(3);
    }

    @Test
    void manyReturnsOfManyCheckoutsAddUp() {
        addMoreStock(100);
        List<UUID> checkouts = IntStream.range(0, 40)
                .mapToObj(i -> reserve(UUID.randomUUID(), 2))
                .toList();
        checkouts.parallelStream().forEach(id -> {
            replies(id, 1);
            restock(id, UUID.randomUUID(), 1);
            restock(id, UUID.randomUUID(), 1);
        });

        checkouts.forEach(id -> assertThat(replies(id, 3).subList(1, 3)).containsOnly(RESTOCKED));
        assertThat(reserved()).isEqualTo(3);
    }

    @Test
    void theDatabaseRefusesMoreReturnedThanReserved() {
        restock(returnId, 1);
        replies(checkout, 2);

        assertThatThrownBy(() -> jdbc.update("update returned_stock set returned = 4 where checkout_id = ?", checkout))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("no_more_returned_than_reserved");
    }

    @Test
    void itemsThatWereSoldAreOnHandAgain() {
        commit(checkout);
        restock(returnId, 1);
        restock(returnId, 1);
        assertThat(replies(checkout, 4).subList(1, 4))
                .containsExactly("inventory.StockCommitted.v1", RESTOCKED, RESTOCKED);

        assertThat(onHand()).isEqualTo(8);
        assertThat(reserved()).isZero();
        assertThat(movements()).containsExactly("RESERVE 0 3", "COMMIT -3 -3", "RESTOCK 1 0");
        assertStockIsProved();
    }

    @Test
    void aCommitAfterAReturnTakesOnlyTheRest() {
        restock(returnId, 1);
        commit(checkout);
        assertThat(replies(checkout, 3).subList(1, 3)).containsExactly(RESTOCKED, "inventory.StockCommitted.v1");

        assertThat(onHand()).isEqualTo(8);
        assertThat(reserved()).isZero();
        assertThat(movements()).containsExactly("RESERVE 0 3", "RESTOCK 0 -1", "COMMIT -2 -2");
        assertStockIsProved();
    }

    @Test
    void aCommitAfterAllCameBackTakesNothing() {
        restock(returnId, 3);
        commit(checkout);
        assertThat(replies(checkout, 3).getLast()).isEqualTo("inventory.StockCommitted.v1");

        assertThat(onHand()).isEqualTo(10);
        assertThat(reserved()).isZero();
        assertStockIsProved();
    }

    private void addMoreStock(int quantity) {
        jdbc.update("update stock set on_hand = on_hand + ? where sku = ?", quantity, sku);
    }

    private void restock(UUID id, int quantity) {
        restock(checkout, id, quantity);
    }

    private void awaitDeadLetters(UUID of, int count) {
        await().untilAsserted(() -> assertThat(jdbc.queryForObject(
                        "select count(*) from outbox where topic = 'inventory.commands.dlt' and message_key = ?",
                        int.class,
                        of.toString()))
                .isEqualTo(count));
    }

    private void assertReturned(int quantity) {
        assertThat(jdbc.queryForObject(
                        "select returned from returned_stock where checkout_id = ?", int.class, checkout))
                .isEqualTo(quantity);
        assertThat(jdbc.queryForObject("""
                        select sum((line ->> 'quantity')::int)
                        from restock, jsonb_array_elements(lines::jsonb) as line where checkout_id = ?
                        """, int.class, checkout)).isEqualTo(quantity);
    }
}
