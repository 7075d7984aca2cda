package checkout.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** If this fails, sold items stay in the stock, leave it twice, or leave it though nobody has reserved them. */
class CommitStockTest extends InventoryServiceTestBase {
    private static final String COMMITTED = "inventory.StockCommitted.v1";

    private final UUID checkout = UUID.randomUUID();

    @Test
    void takesReservedItemsOutOfTheStock() {
        addStock(10);
        reserve(checkout, 3);
        commit(checkout);

        assertThat(replies(checkout, 2)).containsExactly("inventory.StockReserved.v1", COMMITTED);
        assertThat(onHand()).isEqualTo(7);
        assertThat(reserved()).isZero();
        assertThat(movements()).containsExactly("RESERVE 0 3", "COMMIT -3 -3");
        assertStockIsProved();
    }

    @Test
    void takesThemOutOnceHoweverOftenItIsAsked() {
        addStock(10);
        reserve(checkout, 3);
        commit(checkout);
        commit(checkout);
        replies(checkout, 3);
        commit(checkout);
        reserve(checkout, 3);

        assertThat(replies(checkout, 5))
                .containsExactly(
                        "inventory.StockReserved.v1", COMMITTED, COMMITTED, COMMITTED, "inventory.StockReserved.v1");
        assertThat(onHand()).isEqualTo(7);
        assertThat(movements()).containsExactly("RESERVE 0 3", "COMMIT -3 -3");
        assertStockIsProved();
    }

    @Test
    void addsUpTheLinesOfOneSku() {
        addStock(10);
        send(UUID.randomUUID(), checkout, "inventory.ReserveStock.v1", """
                {"checkoutId":"%s","lines":[{"sku":"%s","quantity":1},{"sku":"%s","quantity":2}]}""".formatted(checkout, sku, sku));
        commit(checkout);

        replies(checkout, 2);
        assertThat(movements()).containsExactly("RESERVE 0 3", "COMMIT -3 -3");
        assertThat(onHand()).isEqualTo(7);
    }

    @Test
    void refusesLoudlyWhatIsNotReserved() {
        addStock(10);
        UUID unknown = UUID.randomUUID();
        commit(unknown);
        UUID refused = reserve(UUID.randomUUID(), 11);
        commit(refused);
        UUID released = reserve(UUID.randomUUID(), 1);
        release(released);
        commit(released);

        await().untilAsserted(() -> assertThat(List.of(unknown, refused, released))
                .allSatisfy(id -> assertThat(deadLetters(id)).isEqualTo(1)));
        assertThat(onHand()).isEqualTo(10);
        assertStockIsProved();
    }

    @Test
    void refusesLoudlyToReleaseWhatIsSold() {
        addStock(10);
        reserve(checkout, 3);
        commit(checkout);
        release(checkout);

        await().untilAsserted(() -> assertThat(deadLetters(checkout)).isEqualTo(1));
        assertThat(onHand()).isEqualTo(7);
        assertStockIsProved();
    }

    @Test
    void aWholePurchaseMayArriveAtOnce() {
        addStock(500);
        List<UUID> checkouts =
                IntStream.range(0, 60).mapToObj(i -> UUID.randomUUID()).toList();
        checkouts.forEach(id -> {
            reserve(id, 2);
            commit(id);
            commit(id);
            restock(id, UUID.randomUUID(), 1);
        });

        checkouts.forEach(id -> assertThat(replies(id, 4))
                .containsExactly("inventory.StockReserved.v1", COMMITTED, COMMITTED, "inventory.Restocked.v1"));
        assertThat(onHand()).isEqualTo(500 - 60);
        assertThat(reserved()).isZero();
        assertThat(movements()).hasSize(3 * 60);
        assertStockIsProved();
    }

    /** Otherwise a sum would wrap around, and a shop with much stock would be sold out, or one without would have plenty. */
    @Test
    void quantitiesThatNoIntegerHoldsAreRefused() {
        addStock(Integer.MAX_VALUE);
        UUID tooMany = UUID.randomUUID();
        send(UUID.randomUUID(), tooMany, "inventory.ReserveStock.v1", """
                {"checkoutId":"%s","lines":[{"sku":"%s","quantity":2147483647},{"sku":"%s","quantity":2147483647}]}""".formatted(tooMany, sku, sku));
        UUID all = reserve(UUID.randomUUID(), Integer.MAX_VALUE);
        UUID late = reserve(UUID.randomUUID(), Integer.MAX_VALUE);

        assertThat(replies(all, 1)).containsExactly("inventory.StockReserved.v1");
        assertThat(replies(late, 1)).containsExactly("inventory.OutOfStock.v1");
        await().untilAsserted(() -> assertThat(deadLetters(tooMany)).isEqualTo(1));
        assertThat(reserved()).isEqualTo(Integer.MAX_VALUE);
    }
}
