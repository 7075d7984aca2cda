package checkout.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Starts the service once for all tests, sends commands through Kafka and reads the replies from the outbox. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"checkout.reservation-expiry.every=200ms", "checkout.reservation-expiry.most=3"})
abstract class InventoryServiceTestBase {
    static TestDatabase database;

    @Autowired
    JdbcTemplate jdbc;

    @Value("${spring.kafka.bootstrap-servers}")
    String kafka = "";

    String sku = "";

    @DynamicPropertySource
    static void infra(DynamicPropertyRegistry registry) {
        database = TestServers.register(registry, "inventory");
    }

    @BeforeEach
    void newSku() {
        sku = "SKU-" + UUID.randomUUID();
    }

    /** Creates the item with its movement, as the service does. */
    void addStock(int onHand) {
        addStock(sku, onHand);
    }

    void addStock(String item, int onHand) {
        jdbc.update("""
                with item as (insert into stock (sku, on_hand) values (?, ?) returning sku, on_hand)
                insert into stock_movement (sku, kind, on_hand, reserved, on_hand_after, reserved_after, actor, reason)
                select sku, 'COUNT', on_hand, 0, on_hand, 0, 'test', 'test' from item
                """, item, onHand);
    }

    int onHand() {
        return jdbc.queryForObject("select on_hand from stock where sku = ?", Integer.class, sku);
    }

    int reserved() {
        return jdbc.queryForObject("select reserved from stock where sku = ?", Integer.class, sku);
    }

    UUID reserve(UUID checkout, int quantity) {
        send(UUID.randomUUID(), checkout, "inventory.ReserveStock.v1", body(checkout, quantity));
        return checkout;
    }

    void release(UUID checkout) {
        send(UUID.randomUUID(), checkout, "inventory.ReleaseStock.v1", "{\"checkoutId\":\"%s\"}".formatted(checkout));
    }

    void commit(UUID checkout) {
        send(UUID.randomUUID(), checkout, "inventory.CommitStock.v1", "{\"checkoutId\":\"%s\"}".formatted(checkout));
    }

    void restock(UUID checkout, UUID returnId, int quantity) {
        send(UUID.randomUUID(), checkout, "inventory.Restock.v1", """
                {"checkoutId":"%s","returnId":"%s","lines":[{"sku":"%s","quantity":%d}]}""".formatted(checkout, returnId, sku, quantity));
    }

    /** The movements of the item since it was created, in their order: kind, on hand, reserved. */
    List<String> movements() {
        return jdbc.queryForList("""
                select format('%s %s %s', kind, on_hand, reserved) from stock_movement
                where sku = ? and kind <> 'COUNT' order by id
                """, String.class, sku);
    }

    /** The stock is the sum of its movements, and each of them says so too. */
    void assertStockIsProved() {
        assertThat(jdbc.queryForList("""
                        select format('%s: %s, %s', stock, sums, last) from (
                            select on_hand, reserved from stock where sku = ?
                        ) stock, (
                            select coalesce(sum(on_hand), 0), coalesce(sum(reserved), 0) from stock_movement where sku = ?
                        ) sums, (
                            select on_hand_after, reserved_after from stock_movement where sku = ? order by id desc limit 1
                        ) last
                        where stock::text <> sums::text or stock::text <> last::text
                        """, String.class, sku, sku, sku)).isEmpty();
    }

    int deadLetters(UUID key) {
        return jdbc.queryForObject(
                "select count(*) from outbox where topic = 'inventory.commands.dlt' and message_key = ?",
                int.class,
                key.toString());
    }

    String body(UUID checkout, int quantity) {
        return "{\"checkoutId\":\"%s\",\"lines\":[{\"sku\":\"%s\",\"quantity\":%d}]}"
                .formatted(checkout, sku, quantity);
    }

    void send(UUID message, UUID checkout, String type, String body) {
        TestProducer.to(kafka)
                .send(
                        "inventory.commands",
                        checkout.toString(),
                        body,
                        TestProducer.commandHeaders(message, checkout, "reserve stock", type));
    }

    /** Waits until the checkout has this many replies and returns their types. */
    List<String> replies(UUID checkout, int count) {
        return await().until(
                        () -> jdbc.queryForList(
                                "select type from outbox where message_key = ? order by id",
                                String.class,
                                checkout.toString()),
                        types -> types.size() >= count);
    }

    List<String> payloads(UUID checkout) {
        return jdbc.queryForList(
                "select payload from outbox where message_key = ? order by id", String.class, checkout.toString());
    }
}
