package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If this fails, the service shows more than its health over HTTP, or not even that. */
class ApiSecurityTest extends PaymentServiceTestBase {

    @ParameterizedTest
    @ValueSource(strings = {"liveness", "readiness"})
    void showsItsHealth(String probe) throws Exception {
        // ready when the consumer has joined its group
        Awaitility.await()
                .untilAsserted(() -> assertThat(get("/actuator/health/" + probe).statusCode())
                        .isEqualTo(200));
    }

    @Test
    void deniesEverythingElse() throws Exception {
        for (String path : new String[] {"/", "/v1/payments", "/actuator/consumers", "/actuator/env", "/error"}) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        BodyHandlers.ofString());
    }
}
