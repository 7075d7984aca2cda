package checkout.orchestrator.runtime;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.testinfra.Infra;
import checkout.testinfra.TestProducer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Red here: a saga is lost, moved twice, or sends what its definition does not say. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "checkout.sweeper.every=PT24H")
class SagaJourneyTest {
    private static TestProducer producer;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private DeadlineSweeper sweeper;

    @Autowired
    private SteppedClock clock;

    private UUID checkout = UUID.randomUUID();

    @TestConfiguration
    static class Time {
        @Bean
        @Primary
        SteppedClock steppedClock() {
            return new SteppedClock();
        }
    }

    @DynamicPropertySource
    static void infra(DynamicPropertyRegistry registry) {
        Infra.register(registry, "sagas");
    }

    @BeforeAll
    static void open() {
        producer = new TestProducer(Infra.kafka());
    }

    @AfterAll
    static void close() {
        producer.close();
    }

    @BeforeEach
    void newCheckout() {
        checkout = UUID.randomUUID();
    }

    @Test
    void drivesACheckoutToItsEnd() {
        place();
        commands("inventory.ReserveStock.v1");
        reply("inventory.StockReserved.v1", "reserve stock", "DO", "");
        commands("inventory.ReserveStock.v1", "payments.AuthorizePayment.v1");
        reply("payments.PaymentAuthorized.v1", "authorize payment", "DO", ",\"reference\":\"p-1\"");
        commands("inventory.ReserveStock.v1", "payments.AuthorizePayment.v1", "orders.ConfirmOrder.v1");
        reply("orders.OrderConfirmed.v1", "confirm order", "DO", "");
        await().until(() -> phase().equals("COMPLETED"));
        assertThat(sent()).endsWith("checkout.CheckoutConfirmed.v1");
        assertThat(jdbc.queryForList("select 1 from saga where id = ? and deadline_at is not null", checkout))
                .isEmpty();
    }

    @Test
    void undoesInReverseWhenPaymentIsRefused() {
        place();
        commands("inventory.ReserveStock.v1");
        reply("inventory.StockReserved.v1", "reserve stock", "DO", "");
        commands("inventory.ReserveStock.v1", "payments.AuthorizePayment.v1");
        reply("payments.PaymentDeclined.v1", "authorize payment", "DO", ",\"detail\":\"no\"");
        await().until(() -> sent().contains("inventory.ReleaseStock.v1"));
        assertThat(sent()).doesNotContain("orders.RejectOrder.v1", "payments.VoidPayment.v1");
        reply("inventory.StockReleased.v1", "reserve stock", "UNDO", "");
        await().until(() -> sent().contains("orders.RejectOrder.v1"));
        reply("orders.OrderRejected.v1", "start", "UNDO", ",\"reason\":\"PAYMENT_DECLINED\"");
        await().until(() -> phase().equals("COMPENSATED"));
        assertThat(jdbc.queryForObject(
                        "select payload from outbox where saga_id = ? and type = 'orders.RejectOrder.v1'",
                        String.class,
                        checkout))
                .contains("PAYMENT_DECLINED");
        assertThat(sent()).endsWith("checkout.CheckoutRejected.v1");
    }

    @Test
    void asksAgainWhenNoAnswerComesAndUndoesTheUnknownStepInTheEnd() {
        place();
        commands("inventory.ReserveStock.v1");
        for (int i = 0; i < 20 && !sent().contains("inventory.ReleaseStock.v1"); i++) {
            clock.step(ofSeconds(20));
            sweepAll();
        }
        assertThat(sent())
                .containsExactly(
                        "inventory.ReserveStock.v1",
                        "inventory.ReserveStock.v1",
                        "inventory.ReserveStock.v1",
                        "inventory.ReserveStock.v1",
                        "inventory.ReleaseStock.v1");
        assertThat(jdbc.queryForList(
                        "select attempt from outbox where saga_id = ? and type = 'inventory.ReserveStock.v1' order by id",
                        Integer.class,
                        checkout))
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void isStuckInPlainSightWhenItCannotBeConfirmed() {
        place();
        commands("inventory.ReserveStock.v1");
        reply("inventory.StockReserved.v1", "reserve stock", "DO", "");
        commands("inventory.ReserveStock.v1", "payments.AuthorizePayment.v1");
        reply("payments.PaymentAuthorized.v1", "authorize payment", "DO", ",\"reference\":\"p-1\"");
        commands("inventory.ReserveStock.v1", "payments.AuthorizePayment.v1", "orders.ConfirmOrder.v1");
        for (int i = 0; i < 60 && !phase().equals("STUCK"); i++) {
            clock.step(ofMinutes(1));
            sweepAll();
        }
        assertThat(phase()).isEqualTo("STUCK");
        assertThat(jdbc.queryForObject("select stuck_reason from saga where id = ?", String.class, checkout))
                .contains("confirm order");
        assertThat(sent()).doesNotContain("payments.VoidPayment.v1", "inventory.ReleaseStock.v1");
    }

    @Test
    void cancelsBeforeThePivot() {
        place();
        commands("inventory.ReserveStock.v1");
        send("orders.events", "orders.CancelRequested.v1", "{\"checkoutId\":\"%s\"}".formatted(checkout), Map.of());
        await().until(() -> sent().contains("inventory.ReleaseStock.v1"));
        reply("inventory.StockReserved.v1", "reserve stock", "DO", "");
        reply("inventory.StockReleased.v1", "reserve stock", "UNDO", "");
        await().until(() -> sent().contains("orders.RejectOrder.v1"));
        assertThat(sent()).doesNotContain("payments.AuthorizePayment.v1");
    }

    @Test
    void keepsForTheOperatorWhatCannotBe() {
        reply("inventory.StockReserved.v1", "reserve stock", "DO", "");
        await().until(() ->
                jdbc.queryForObject("select count(*) from finding where saga_id = ?", Integer.class, checkout) == 1);
        assertThat(sent()).isEmpty();
    }

    private void sweepAll() {
        while (sweeper.sweep() > 0) {
            // what was due for other stories goes too
        }
    }

    private void place() {
        send("orders.events", "orders.OrderPlaced.v1", """
                {"checkoutId":"%s","customerId":"c-1","lines":[{"sku":"TEA-001","quantity":2}],
                 "total":{"amount":"19.98","currency":"EUR"},"payment":{"method":"card","token":"tok_ok"}}""".formatted(checkout), Map.of());
    }

    private void reply(String type, String step, String action, String more) {
        send(
                "checkout.replies",
                type,
                "{\"checkoutId\":\"%s\"%s}".formatted(checkout, more),
                Map.of("ce_sagastep", step, "ce_sagaaction", action, "ce_sagaattempt", "1"));
    }

    private void send(String topic, String type, String body, Map<String, String> more) {
        Map<String, String> headers = new java.util.HashMap<>(more);
        headers.put("ce_id", UUID.randomUUID().toString());
        headers.put("ce_type", type);
        headers.put("ce_sagaid", checkout.toString());
        producer.send(topic, checkout.toString(), body, headers);
    }

    private void commands(String... expected) {
        await().untilAsserted(() -> assertThat(sent()).containsExactly(expected));
    }

    private List<String> sent() {
        return jdbc.queryForList("select type from outbox where saga_id = ? order by id", String.class, checkout);
    }

    private String phase() {
        return jdbc.queryForObject("select phase from saga where id = ?", String.class, checkout);
    }
}
