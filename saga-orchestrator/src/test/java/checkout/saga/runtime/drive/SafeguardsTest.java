package checkout.saga.runtime.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Red here: a saga gets an id that nothing can be read from, or deadlines wait for other jobs. */
class SafeguardsTest extends OrchestratorTest {

    @Test
    void aSagaWhoseIdIsNotTimeOrderedIsRefusedWithASentence() {
        checkout = UUID.randomUUID();
        UUID message = MessageIds.next();
        send("orders.events", "orders.OrderPlaced.v1", message, """
                {"checkoutId":"%s","customerId":"c-1","lines":[{"sku":"TEA-001","quantity":2}],
                 "total":{"amount":"19.98","currency":"EUR"},"payment":{"method":"card","token":"%s"}}""".formatted(checkout, TOKEN), Map.of());
        await().until(() -> sent().contains("orders.OrderPlaced.v1"));
        assertThat(jdbc.queryForObject("select headers from outbox where saga_id = ?", String.class, checkout))
                .contains("is no UUIDv7");
        assertThat(phase()).isEqualTo("NOWHERE");
    }

    @Test
    void deadlinesHaveAThreadOfTheirOwn() {
        Set<String> threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .collect(Collectors.toSet());
        assertThat(threads).contains("saga-sweeper");
    }
}
