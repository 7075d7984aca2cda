package checkout.saga.runtime.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.saga.runtime.drive.OrchestratorTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Red here: an operator cannot correct a message that its consumer could not handle, or nobody sees that it was corrected. */
class CorrectedLetterTest extends OrchestratorTest {
    private UUID letter = new UUID(0, 0);

    @BeforeEach
    void aCommandWithABadQuantity() {
        place();
        send(
                "inventory.commands.dlt",
                "inventory.ReserveStock.v1",
                "{\"checkoutId\":\"%s\",\"lines\":[{\"sku\":\"TEA-001\",\"quantity\":-2}]}".formatted(checkout),
                Map.of(
                        "ce_sagastep", "reserve stock",
                        "ce_sagaaction", "DO",
                        "ce_sagaattempt", "1",
                        "dlt-group", "inventory-service",
                        "dlt-reason", "quantity must be positive",
                        "dlt-topic", "inventory.commands"));
        letter = await().until(
                        () ->
                                jdbc
                                        .queryForList(
                                                "select id from dead_letter where saga_id = ?", UUID.class, checkout)
                                        .stream()
                                        .findFirst()
                                        .orElse(null),
                        found -> found != null);
    }

    @Test
    void isSentAgainAsCorrectedAndKeptAsItWas() {
        JsonNode redriven = ok(post("/v1/dead-letters/%s/redrive".formatted(letter), """
                {"reason":"the storefront sent a wrong sign","patch":{"lines":[{"sku":"TEA-001","quantity":2}]}}"""));
        assertThat(redriven.at("/payload").toString()).contains("-2");
        assertThat(jdbc.queryForObject(
                        "select payload from outbox where id = ?::uuid",
                        String.class,
                        redriven.at("/settlement/redrivenAs").asString()))
                .isEqualTo(
                        "{\"checkoutId\":\"%s\",\"lines\":[{\"sku\":\"TEA-001\",\"quantity\":2}]}".formatted(checkout));
        assertThat(ok(get("/v1/audit?deadLetterId=" + letter))
                        .at("/entries/0/detail")
                        .asString())
                .contains("with a corrected body (lines)");
    }

    @Test
    void whatItsConsumerCannotReadIsNotSent() {
        assertProblem(
                post(
                        "/v1/dead-letters/%s/redrive".formatted(letter),
                        "{\"reason\":\"r\",\"patch\":{\"lines\":\"none\"}}"),
                409,
                "cannot be read as inventory.ReserveStock.v1");
        assertThat(ok(get("/v1/dead-letters/" + letter)).at("/status").asString())
                .isEqualTo("OPEN");
        assertProblem(
                post("/v1/dead-letters/%s/discard".formatted(letter), "{\"reason\":\"r\",\"patch\":{\"lines\":[]}}"),
                400,
                "'patch' must be left out");
    }
}
