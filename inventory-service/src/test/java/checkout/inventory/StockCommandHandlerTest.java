package checkout.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** If this fails, stock is oversold or lost, or the reply depends on how often a command is sent. */
class StockCommandHandlerTest extends InventoryServiceTestBase {
    @Test
    void reservesStock() {
        addStock(10);
        UUID checkout = reserve(UUID.randomUUID(), 3);
        assertThat(replies(checkout, 1)).containsExactly("inventory.StockReserved.v1");
        assertThat(reserved()).isEqualTo(3);
    }

    @Test
    void refusesMoreThanIsAvailableAndReservesNothing() {
        addStock(2);
        UUID checkout = reserve(UUID.randomUUID(), 3);
        assertThat(replies(checkout, 1)).containsExactly("inventory.OutOfStock.v1");
        assertThat(payloads(checkout).getFirst()).contains("\"wanted\":3").contains("\"available\":2");
        assertThat(reserved()).isZero();
    }

    @Test
    void addsUpTheLinesOfOneSku() {
        addStock(5);
        UUID tooMany = UUID.randomUUID();
        send(UUID.randomUUID(), tooMany, "inventory.ReserveStock.v1", twoLines(tooMany, 3, 3));
        assertThat(replies(tooMany, 1)).containsExactly("inventory.OutOfStock.v1");
        assertThat(payloads(tooMany).getFirst()).contains("\"wanted\":6").contains("\"available\":5");

        UUID enough = UUID.randomUUID();
        send(UUID.randomUUID(), enough, "inventory.ReserveStock.v1", twoLines(enough, 3, 2));
        assertThat(replies(enough, 1)).containsExactly("inventory.StockReserved.v1");
        assertThat(reserved()).isEqualTo(5);
    }

    private String twoLines(UUID checkout, int first, int second) {
        return """
                {"checkoutId":"%s","lines":[{"sku":"%s","quantity":%d},{"sku":"%s","quantity":%d}]}""".formatted(checkout, sku, first, sku, second);
    }

    @Test
    void deadLettersACommandWhoseKeyIsNotItsCheckout() {
        addStock(5);
        UUID strangersKey = UUID.randomUUID();
        send(UUID.randomUUID(), strangersKey, "inventory.ReserveStock.v1", body(UUID.randomUUID(), 1));
        await().untilAsserted(() -> assertThat(deadLetters(strangersKey)).isEqualTo(1));
        assertThat(reserved()).isZero();
    }

    @Test
    void deadLettersAQuantityBelowOne() {
        addStock(5);
        reserve(UUID.randomUUID(), 2);
        UUID negative = reserve(UUID.randomUUID(), -1);
        await().untilAsserted(() -> assertThat(deadLetters(negative)).isEqualTo(1));
        assertThat(reserved()).isEqualTo(2);
    }

    @Test
    void refusesAnUnknownSku() {
        UUID checkout = reserve(UUID.randomUUID(), 1);
        assertThat(replies(checkout, 1)).containsExactly("inventory.OutOfStock.v1");
    }

    @Test
    void givesTheSameReplyHoweverOftenItIsAsked() {
        addStock(10);
        UUID checkout = UUID.randomUUID();
        reserve(checkout, 3);
        reserve(checkout, 3);
        assertThat(replies(checkout, 2)).containsOnly("inventory.StockReserved.v1");
        assertThat(reserved()).isEqualTo(3);
    }

    @Test
    void staysRefusedEvenIfStockArrivesLater() {
        addStock(1);
        UUID checkout = UUID.randomUUID();
        reserve(checkout, 2);
        replies(checkout, 1);
        jdbc.update("update stock set on_hand = 100 where sku = ?", sku);
        reserve(checkout, 2);
        assertThat(replies(checkout, 2)).containsOnly("inventory.OutOfStock.v1");
    }

    @Test
    void ignoresADuplicateMessage() {
        addStock(10);
        UUID message = UUID.randomUUID();
        UUID checkout = UUID.randomUUID();
        send(message, checkout, "inventory.ReserveStock.v1", body(checkout, 3));
        send(message, checkout, "inventory.ReserveStock.v1", body(checkout, 3));
        UUID after = reserve(UUID.randomUUID(), 1);
        replies(after, 1);
        assertThat(replies(checkout, 1)).hasSize(1);
    }

    @Test
    void releasesStockOnce() {
        addStock(10);
        UUID checkout = reserve(UUID.randomUUID(), 3);
        release(checkout);
        release(checkout);
        assertThat(replies(checkout, 3).subList(1, 3)).containsOnly("inventory.StockReleased.v1");
        assertThat(reserved()).isZero();
    }

    @Test
    void refusesAReservationThatArrivesAfterItsRelease() {
        addStock(10);
        UUID checkout = UUID.randomUUID();
        release(checkout);
        reserve(checkout, 3);
        assertThat(replies(checkout, 2)).containsExactly("inventory.StockReleased.v1", "checkout.AlreadyUndone.v1");
        assertThat(reserved()).isZero();
    }

    @Test
    void sellsExactlyTheStockWhenAllWantTheSame() {
        addStock(50);
        List<UUID> checkouts =
                IntStream.range(0, 120).mapToObj(i -> UUID.randomUUID()).toList();
        checkouts.forEach(checkout -> reserve(checkout, 1));
        Map<String, Long> replyTypes = checkouts.stream()
                .map(checkout -> replies(checkout, 1).getFirst())
                .collect(Collectors.groupingBy(type -> type, Collectors.counting()));
        assertThat(replyTypes).isEqualTo(Map.of("inventory.StockReserved.v1", 50L, "inventory.OutOfStock.v1", 70L));
        assertThat(reserved()).isEqualTo(50);
    }

    @Test
    void sendsAnUnreadableRecordToTheDeadLettersAndHandlesItsNeighbours() {
        addStock(10);
        UUID poison = UUID.randomUUID();
        send(UUID.randomUUID(), poison, "inventory.ReserveStock.v1", "{not json");
        send(UUID.randomUUID(), poison, "inventory.Unheard.v9", "{}");
        UUID neighbour = reserve(UUID.randomUUID(), 1);
        assertThat(replies(neighbour, 1)).containsExactly("inventory.StockReserved.v1");
        await().untilAsserted(() -> assertThat(jdbc.queryForList(
                        "select topic from outbox where message_key = ?", String.class, poison.toString()))
                .containsExactly("inventory.commands.dlt", "inventory.commands.dlt"));
    }
}
