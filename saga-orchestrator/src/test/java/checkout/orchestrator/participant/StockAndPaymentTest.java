package checkout.orchestrator.participant;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.runtime.drive.AskedServices;
import checkout.saga.runtime.drive.OrchestratorTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Red here: an operator is not shown what stock and payment of a checkout really are, or not that they are unknown. */
class StockAndPaymentTest extends OrchestratorTest {
    private static final String RESERVATION = """
            {"checkoutId":"%s","status":"REFUSED","lines":[{"sku":"TEA-001","quantity":2}],
             "shortages":[{"sku":"TEA-001","wanted":2,"available":1}],"decidedAt":"2026-11-22T03:00:00Z"}""";
    private static final String PAYMENT = """
            {"checkoutId":"%s","status":"REQUESTED","method":"CARD","amount":{"amount":"19.98","currency":"EUR"},
             "owedCall":{"attempt":4,"nextAt":"2026-11-22T03:00:09Z","lastError":"connection refused"},"refunds":[]}""";

    @Test
    void areShownSideBySide() {
        SERVICES.answers("inventory-service", RESERVATION.formatted(checkout));
        SERVICES.answers("payment-service", PAYMENT.formatted(checkout));
        place();
        SERVICES.questions().clear();
        JsonNode both = ok(get("/v1/sagas/%s/participants".formatted(checkout))).at("/participants");
        assertThat(both.at("/0/title").asString()).isEqualTo("Stock");
        assertThat(both.at("/0/state").asString()).isEqualTo("REFUSED");
        assertThat(both.at("/0/indicators").toString())
                .contains("\"TEA-001\",\"value\":\"2 asked for\"", "only 1 were available", "\"ATTENTION\"");
        assertThat(both.at("/1/title").asString()).isEqualTo("Payment");
        assertThat(both.at("/1/indicators").toString())
                .contains("19.98 EUR", "owed, after 4 attempts; it last said: connection refused");
        assertThat(SERVICES.questions())
                .anyMatch(question -> question.endsWith("/inventory-service/v1/reservations/" + checkout))
                .anyMatch(question -> question.endsWith("/payment-service/v1/payments/" + checkout));
    }

    @Test
    void whoHasNothingAndWhoIsSilentAreToldApart() {
        SERVICES.fallsSilent("payment-service");
        place();
        long begun = System.nanoTime();
        JsonNode both = ok(get("/v1/sagas/%s/participants".formatted(checkout))).at("/participants");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AskedServices.TIMEOUT.multipliedBy(15));
        assertThat(both.at("/0/nothing").asString()).startsWith("Nothing was reserved");
        assertThat(both.at("/0/unknown").isNull()).isTrue();
        assertThat(both.at("/1/unknown").asString()).startsWith("payment-service does not answer at");
        assertThat(both.at("/1/state").isNull()).isTrue();
    }

    @Test
    void ofAnUnknownSagaNobodyIsAsked() {
        assertProblem(get("/v1/sagas/%s/participants".formatted(UUID.randomUUID())), 404, "No saga has the id");
        assertThat(SERVICES.questions()).noneMatch(question -> question.contains("/v1/reservations/"));
    }

    @Test
    void aCustomersSagasAreThoseThatOrderServiceNames() {
        place();
        SERVICES.answers("order-service", "{\"sagaIds\":[\"%s\"],\"complete\":true}".formatted(checkout));
        assertThat(ok(get("/v1/sagas?customer=c%201")).at("/sagas/0/id").asString())
                .isEqualTo(checkout.toString());
        assertThat(SERVICES.questions())
                .anyMatch(question -> question.endsWith("/order-service/v1/customer-sagas?customerId=c+1"));
        assertThat(ok(get("/v1/sagas?customer=c-1&state=COMPLETED"))
                        .at("/sagas")
                        .size())
                .isZero();
        SERVICES.answers("order-service", "{\"sagaIds\":[],\"complete\":true}");
        assertThat(ok(get("/v1/sagas?customer=c-2")).at("/sagas").size()).isZero();
    }

    @Test
    void aCustomerIsUnknownWhileOrderServiceIsSilent() {
        SERVICES.fallsSilent("order-service");
        assertProblem(get("/v1/sagas?customer=c-1"), 503, "order-service does not answer");
    }
}
