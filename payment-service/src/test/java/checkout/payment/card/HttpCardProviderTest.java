package checkout.payment.card;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.state.PaymentInstrument;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Red here: an answer that is not the provider's yes or no is taken for one, so money is counted that never moved. */
class HttpCardProviderTest {
    private static final UUID CHECKOUT = UUID.fromString("01890000-0000-7000-8000-000000000001");

    private HttpServer server;
    private String answer = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "\"ok\"",
                "<html>",
                "{\"status\":null}",
                "{\"status\":\"PENDING\"}",
                "{\"status\":\"authorized\"}",
                "{\"status\":\"CAPTURED\",\"reference\":\"r\"}"
            })
    void anythingButTheExpectedStatusIsUnknown(String body) {
        answer = body;
        assertThat(authorize()).isInstanceOf(CardAnswer.Unknown.class);
    }

    @Test
    void theExpectedStatusIsDone() {
        answer = "{\"status\":\"AUTHORIZED\",\"reference\":\"r-1\"}";
        assertThat(authorize()).isEqualTo(new CardAnswer.Done("r-1"));
    }

    @Test
    void declinedIsARefusal() {
        answer = "{\"status\":\"DECLINED\",\"reason\":\"insufficient_funds\"}";
        assertThat(authorize()).isEqualTo(new CardAnswer.Declined("insufficient_funds"));
    }

    private CardAnswer authorize() {
        CardSettings settings = new CardSettings(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                Duration.ofSeconds(2),
                64,
                Duration.ofMillis(250),
                Duration.ofSeconds(5),
                Duration.ofMillis(200),
                Duration.ofSeconds(30));
        CardCall call = new CardCall.Authorize(CHECKOUT, 1, null, new PaymentInstrument.Card(999, "EUR", "tok_ok"));
        return new HttpCardProvider(settings, JsonMapper.builder().build())
                .send(call)
                .join();
    }
}
