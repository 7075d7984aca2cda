package checkout.payment.card;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.payment.provider.TestCardSettings;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.JsonNode;

/** If this fails, an answer of the provider decides nothing, because its text cannot be stored, and is asked for for ever. */
class UnstorableAnswersTest extends CardInstanceTestBase {
    private HttpServer provider;

    @BeforeEach
    void startProvider() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/v1/authorizations", exchange -> {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            answer(exchange, body, "\"AUTHORIZED\",\"reference\":\"r\\u00001\",\"amount\":1998,\"currency\":\"EUR\"");
        });
        provider.createContext("/v1/refunds", exchange -> {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            answer(exchange, body, "\"DECLINED\",\"reason\":\"no\\u0000t today\"");
        });
        provider.start();
    }

    @AfterEach
    void stopProvider() {
        provider.stop(0);
    }

    private static void answer(HttpExchange exchange, JsonNode body, String rest) throws IOException {
        byte[] answer = "{\"checkoutId\":\"%s\",\"status\":%s}"
                .formatted(body.path("checkoutId").asString(""), rest)
                .getBytes(UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Test
    void aReferenceAndARefusalWithNulAreStored() {
        AnnotationConfigApplicationContext instance = start(TestCardSettings.of(
                "http://127.0.0.1:" + provider.getAddress().getPort(), Map.of("sweep-every", "50ms")));
        UUID checkout = insert(instance, 1, i -> "tok_ok").getFirst();
        await().until(() -> text("select status from payment where checkout_id = ?", checkout)
                .equals("AUTHORIZED"));
        assertThat(text("select reference from payment where checkout_id = ?", checkout))
                .isEqualTo("r\uFFFD1");

        UUID returnId = MessageIds.next();
        jdbc.update("""
                with paid as (
                    update payment set refunded = 500 where checkout_id = ? returning checkout_id)
                insert into refund (return_id, checkout_id, status, amount, currency, next_call_at)
                select ?, checkout_id, 'REQUESTED', 500, 'EUR', now() from paid
                """, checkout, returnId);
        await().until(() ->
                text("select status from refund where return_id = ?", returnId).equals("DECLINED"));
        assertThat(text("select detail from refund where return_id = ?", returnId))
                .isEqualTo("no\uFFFDt today");
    }

    private String text(String query, UUID id) {
        return String.valueOf(jdbc.queryForObject(query, String.class, id));
    }
}
