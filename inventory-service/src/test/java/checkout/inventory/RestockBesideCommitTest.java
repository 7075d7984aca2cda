package checkout.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fails if a return that overtakes the commit of its checkout, or follows it, makes stock appear or disappear. */
class RestockBesideCommitTest extends InventoryServiceTestBase {
    private static final String COMMITTED = "inventory.StockCommitted.v1";
    private static final String RESTOCKED = "inventory.Restocked.v1";

    private final UUID checkout = UUID.randomUUID();

    @BeforeEach
    void reserveThreeOfTen() {
        addStock(10);
        reserve(checkout, 3);
        replies(checkout, 1);
    }

    @Test
    void commitsOnlyWhatWasNotReturned() {
        restock(1);
        assertThat(replies(checkout, 2).getLast()).isEqualTo(RESTOCKED);
        commit();

        assertThat(replies(checkout, 3).getLast()).isEqualTo(COMMITTED);
        assertStock(8, 0);
    }

    @Test
    void commitsNothingAfterAFullReturn() {
        restock(3);
        replies(checkout, 2);
        commit();

        assertThat(replies(checkout, 3).getLast()).isEqualTo(COMMITTED);
        assertStock(10, 0);
    }

    @Test
    void takesSoldItemsBackIntoTheStock() {
        commit();
        assertThat(replies(checkout, 2).getLast()).isEqualTo(COMMITTED);
        assertStock(7, 0);
        restock(2);

        assertThat(replies(checkout, 3).getLast()).isEqualTo(RESTOCKED);
        assertStock(9, 0);
    }

    @Test
    void bothInOnePollAddUp() {
        restock(1);
        commit();
        restock(2);
        commit();

        assertThat(replies(checkout, 5).subList(1, 5)).containsExactly(RESTOCKED, COMMITTED, RESTOCKED, COMMITTED);
        assertStock(10, 0);
    }

    private void commit() {
        send(UUID.randomUUID(), checkout, "inventory.CommitStock.v1", "{\"checkoutId\":\"%s\"}".formatted(checkout));
    }

    private void restock(int quantity) {
        send(UUID.randomUUID(), checkout, "inventory.Restock.v1", """
                {"checkoutId":"%s","returnId":"%s","lines":[{"sku":"%s","quantity":%d}]}""".formatted(
                        checkout, UUID.randomUUID(), sku, quantity));
    }

    private void assertStock(int onHand, int reserved) {
        assertThat(jdbc.queryForMap("select on_hand, reserved from stock where sku = ?", sku))
                .containsEntry("on_hand", onHand)
                .containsEntry("reserved", reserved);
    }
}
