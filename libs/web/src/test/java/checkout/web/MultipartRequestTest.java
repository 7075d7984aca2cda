package checkout.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Red here: the container reads a body of parts, which no API takes, and answers with 500 if it cannot. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = MultipartRequestTest.Service.class,
        properties = "server.address=127.0.0.1")
class MultipartRequestTest {
    @LocalServerPort
    private int port;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(EverybodyMayCall.class)
    static class Service {
        @RestController
        static class Things {
            record Thing(int number) {}

            @PostMapping("/v1/things")
            Thing add(@RequestBody Thing thing) {
                return thing;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/x", "multipart/form-data", "multipart/form-data; boundary=b"})
    void answersWhoeverNeedsNoBody(String type) throws Exception {
        assertThat(send("GET", "/errors", type, "")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--b\r\n", "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--"})
    void refusesTheTypeWhateverTheBody(String body) throws Exception {
        assertThat(send("POST", "/v1/things", "multipart/form-data; boundary=b", body))
                .isEqualTo(415);
        assertThat(send("POST", "/v1/things", "multipart/form-data", body)).isEqualTo(415);
    }

    @Test
    void takesJson() throws Exception {
        assertThat(send("POST", "/v1/things", "application/json", "{\"number\":1}"))
                .isEqualTo(200);
    }

    private int send(String method, String path, String type, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .header("Content-Type", type)
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
