package checkout.inventory;

import static org.awaitility.Awaitility.await;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Starts the service once for all tests, sends commands through Kafka and reads the replies from the outbox. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class InventoryServiceTestBase {
    static TestProducer producer;
    static TestDatabase database;

    @Autowired
    JdbcTemplate jdbc;

    String sku = "";

    @DynamicPropertySource
    static void infra(DynamicPropertyRegistry registry) {
        database = TestServers.register(registry, "inventory");
    }

    @BeforeAll
    static void open() {
        producer = new TestProducer(TestServers.kafka());
    }

    @AfterAll
    static void close() {
        producer.close();
    }

    @BeforeEach
    void newSku() {
        sku = "SKU-" + UUID.randomUUID();
    }

    void addStock(int onHand) {
        jdbc.update("insert into stock (sku, on_hand) values (?, ?)", sku, onHand);
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

    String body(UUID checkout, int quantity) {
        return "{\"checkoutId\":\"%s\",\"lines\":[{\"sku\":\"%s\",\"quantity\":%d}]}"
                .formatted(checkout, sku, quantity);
    }

    static void send(UUID message, UUID checkout, String type, String body) {
        producer.send(
                "inventory.commands",
                checkout.toString(),
                body,
                Map.of(
                        "ce_id",
                        message.toString(),
                        "ce_type",
                        type,
                        "ce_sagaid",
                        checkout.toString(),
                        "ce_sagastep",
                        "reserve stock",
                        "ce_sagaaction",
                        "DO",
                        "ce_sagaattempt",
                        "1"));
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
