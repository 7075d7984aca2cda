package checkout.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Red here: a client behind a proxy chooses the address by which its wrong passwords are counted. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = PagesService.class,
        properties = {
            "server.address=127.0.0.1",
            "server.forward-headers-strategy=native",
            "checkout.sign-in.enabled=true",
            "checkout.sign-in.throttle.failures-per-address=5",
            "checkout.users.viewer.password=may-look"
        })
class ForwardedAddressTest {
    @LocalServerPort
    private int port;

    @Test
    void onlyTheAddressThatTheProxyHasAddedCounts() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 5; i++) {
                assertThat(statusFor(client, "nobody" + i, "198.51.100.%d, 203.0.113.9".formatted(i)))
                        .isEqualTo(401);
            }
            assertThat(statusFor(client, "nobody5", "198.51.100.5, 203.0.113.9"))
                    .isEqualTo(429);
            assertThat(statusFor(client, "nobody5", "203.0.113.10")).isEqualTo(401);
        }
    }

    private int statusFor(HttpClient client, String user, String forwardedFor)
            throws IOException, InterruptedException {
        String credentials = Base64.getEncoder().encodeToString((user + ":guess").getBytes(StandardCharsets.UTF_8));
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/things".formatted(port)))
                                .header("Authorization", "Basic " + credentials)
                                .header("X-Forwarded-For", forwardedFor)
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
