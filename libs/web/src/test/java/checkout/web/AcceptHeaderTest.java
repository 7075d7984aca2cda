package checkout.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Red here: a request is refused for the form of its answer after it took effect. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = AcceptHeaderTest.Service.class,
        properties = "server.address=127.0.0.1")
class AcceptHeaderTest {
    private static final AtomicInteger CHANGES = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(EverybodyMayCall.class)
    static class Service {
        @RestController
        static class Things {
            record Thing(int number) {}

            @GetMapping("/v1/things")
            Thing read() {
                return new Thing(CHANGES.get());
            }

            @PostMapping("/v1/things")
            ResponseEntity<Thing> add(@RequestBody Thing thing) {
                return ResponseEntity.accepted().body(new Thing(CHANGES.incrementAndGet()));
            }

            @PutMapping("/v1/things")
            Thing change() {
                return new Thing(CHANGES.incrementAndGet());
            }

            @PostMapping("/v1/things/later")
            CompletableFuture<ResponseEntity<Thing>> later() {
                return CompletableFuture.completedFuture(ResponseEntity.ok(new Thing(CHANGES.incrementAndGet())));
            }

            @DeleteMapping("/v1/things")
            ResponseEntity<Void> delete() {
                CHANGES.incrementAndGet();
                return ResponseEntity.noContent().build();
            }
        }
    }

    @BeforeEach
    void forget() {
        CHANGES.set(0);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/things, application/xml",
        "POST, /v1/things, text/event-stream",
        "PUT, /v1/things, text/html",
        "POST, /v1/things/later, application/xml"
    })
    void changesNothingIfTheAnswerIsNotAcceptable(String method, String path, String accept) {
        HttpResponse<String> refused = send(method, path, "{\"number\":1}", "Accept", accept);
        assertThat(refused.statusCode()).isEqualTo(406);
        assertThat(refused.body()).contains("urn:checkout:problem:not-acceptable");
        assertThat(CHANGES).hasValue(0);
    }

    @Test
    void changesNothingIfItCannotBeReadWhatIsAccepted() {
        assertThat(send("POST", "/v1/things", "{\"number\":1}", "Accept", "no media type")
                        .statusCode())
                .isEqualTo(406);
        assertThat(CHANGES).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "*/*",
                "application/*",
                "text/html, */*;q=0.1",
                "application/json, application/problem+json",
                "application/json;charset=UTF-8"
            })
    void changesWhatIsAskedIfItsAnswerIsAcceptable(String accept) {
        assertThat(send("POST", "/v1/things", "{\"number\":1}", "Accept", accept)
                        .statusCode())
                .isEqualTo(202);
        assertThat(CHANGES).hasValue(1);
    }

    @Test
    void anAnswerWithoutABodyIsAlwaysAcceptable() {
        assertThat(send("DELETE", "/v1/things", "", "Accept", "application/xml").statusCode())
                .isEqualTo(204);
    }

    private HttpResponse<String> send(String method, String path, String body, String header, String value) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.ofString(body));
        Map.of("Content-Type", "application/json", "Accept", "application/json").forEach(request::setHeader);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.setHeader(header, value).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
