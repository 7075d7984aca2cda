package checkout.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.provider.Simulator.Answer;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If this fails, a card is charged before its customer has confirmed, or the merchant is not told. */
class ChallengesTest {
    private static final String SECRET = "only-for-these-tests";

    @TempDir
    static Path data;

    static Simulator network;
    static HttpServer merchant;
    static final Map<String, String> signatures = new ConcurrentHashMap<>();

    private final UUID checkout = UUID.randomUUID();
    private final String key = checkout + ":authorize";

    @BeforeAll
    static void start() throws IOException {
        merchant = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        merchant.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            // the first is not taken, so it comes again
            boolean again = signatures.put(body, exchange.getRequestHeaders().getFirst("Provider-Signature")) != null;
            exchange.sendResponseHeaders(again ? 204 : 500, -1);
            exchange.close();
        });
        merchant.start();
        network = Simulator.startedOn(
                data,
                "challenge-answer=200ms",
                "callback-url=http://127.0.0.1:" + merchant.getAddress().getPort() + "/callbacks",
                "callback-secret=" + SECRET);
    }

    @AfterAll
    static void stop() {
        network.close();
        merchant.stop(0);
    }

    @Test
    void chargesOnceTheCustomerHasConfirmedAndSaysSo() {
        Answer first = network.authorize(checkout, "tok_3ds");
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.text("status")).isEqualTo("CHALLENGE_REQUIRED");
        assertThat(network.authorize(checkout, "tok_3ds").status()).isEqualTo(202);
        assertThat(network.account(checkout).status()).isEqualTo(404);

        await().until(() -> network.get("/v1/authorizations/" + key).status() == 200);
        Answer decided = network.get("/v1/authorizations/" + key);
        assertThat(decided.text("status")).isEqualTo("AUTHORIZED");
        assertThat(decided.text("reference")).isEqualTo(first.text("reference"));
        assertThat(network.account(checkout).amount("charges")).isEqualTo(1);
        await().until(() -> signatures.keySet().stream().anyMatch(body -> body.contains(checkout.toString())));
        signatures.forEach((body, signature) -> assertThat(signature).isEqualTo(expected(signature, body)));
    }

    @Test
    void chargesNothingIfTheCustomerRefuses() {
        network.authorize(checkout, "tok_3ds_declined");

        await().until(() -> network.get("/v1/authorizations/" + key).status() == 200);
        assertThat(network.authorize(checkout, "tok_3ds_declined").text("reason"))
                .isEqualTo("challenge_failed");
        assertThat(network.account(checkout).amount("charges")).isZero();
    }

    @Test
    void aVoidWinsOverTheCustomerWhoConfirmsLater() {
        network.authorize(checkout, "tok_3ds");
        assertThat(network.voidAll(checkout).text("status")).isEqualTo("VOIDED");

        await().until(() -> network.get("/v1/authorizations/" + key).status() == 200);
        assertThat(network.get("/v1/authorizations/" + key).text("reason")).isEqualTo("voided");
        assertThat(network.account(checkout).amount("charged")).isZero();
    }

    private static String expected(String signature, String body) {
        String time = signature.substring("t=".length(), signature.indexOf(','));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return "t=%s,v1=%s"
                    .formatted(time, HexFormat.of().formatHex(mac.doFinal((time + "." + body).getBytes(UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
