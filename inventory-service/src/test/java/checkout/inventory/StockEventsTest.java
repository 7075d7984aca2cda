package checkout.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** If this fails, a shop is not told that something is sold out or available again, or a checkout pays for telling it. */
class StockEventsTest extends InventoryServiceTestBase {
    @Test
    void announcesWhatRunsOutAndWhatIsAvailableAgain() {
        addStock(3);
        UUID first = reserve(UUID.randomUUID(), 2);
        replies(first, 1);
        assertThat(announced()).as("one is left").isEmpty();

        UUID last = reserve(UUID.randomUUID(), 1);
        replies(last, 1);
        assertThat(announced()).containsExactly(available(0));

        release(first);
        replies(first, 2);
        assertThat(announced()).containsExactly(available(0), available(2));

        release(last);
        replies(last, 2);
        assertThat(announced()).as("two were left already").hasSize(2);
    }

    @Test
    void announcesNothingWhenAReservationIsRefused() {
        addStock(1);
        UUID checkout = reserve(UUID.randomUUID(), 2);
        assertThat(replies(checkout, 1)).containsExactly("inventory.OutOfStock.v1");
        assertThat(announced()).isEmpty();
    }

    @Test
    void announcesWhatIsAvailableAgainBecauseAReservationHasExpired() {
        addStock(1);
        UUID checkout = UUID.randomUUID();
        send(UUID.randomUUID(), checkout, "inventory.ReserveStock.v1", """
                {"checkoutId":"%s","lines":[{"sku":"%s","quantity":1}],"holdFor":"PT1S"}""".formatted(checkout, sku));
        await().until(() -> announced().equals(List.of(available(0), available(1))));
    }

    private List<String> announced() {
        return jdbc.queryForList("""
                select payload from outbox
                where topic = 'inventory.events' and type = 'inventory.StockChanged.v1' and message_key = ?
                order by id
                """, String.class, sku);
    }

    private String available(int quantity) {
        return "{\"sku\":\"%s\",\"available\":%d}".formatted(sku, quantity);
    }
}
