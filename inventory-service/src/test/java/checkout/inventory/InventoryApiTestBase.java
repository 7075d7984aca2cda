package checkout.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Starts the service once for all tests of its API, and calls it as any of its users. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "checkout.users.metrics.password=password-of-metrics",
            "management.prometheus.metrics.export.enabled=true",
            "checkout.users.viewer.password=viewer-password",
            "checkout.users.operator.password=operator-password",
            "checkout.users.admin.password=admin-password",
            "checkout.users.service.password=service-password"
        })
abstract class InventoryApiTestBase {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    DataSource database;

    @Autowired
    JdbcTemplate jdbc;

    String sku = "";

    @DynamicPropertySource
    static void infra(DynamicPropertyRegistry registry) {
        TestServers.register(registry, "inventory");
    }

    @BeforeEach
    void newItem() {
        sku = "SKU-" + UUID.randomUUID();
    }

    HttpResponse<String> read(String query, String user) {
        return send(request("/v1/stock" + query, user));
    }

    /** Posts a movement with a key, as an admin. */
    HttpResponse<String> move(String body, String key) {
        return send(request("/v1/stock/" + sku + "/movements", "admin")
                .header("Idempotency-Key", key)
                .POST(body(body)));
    }

    HttpResponse<String> count(String user, String body, String ifMatch) {
        HttpRequest.Builder request = request("/v1/stock/" + sku, user).PUT(body(body));
        return send(ifMatch == null ? request : request.header("If-Match", ifMatch));
    }

    static HttpRequest.BodyPublisher body(String json) {
        return HttpRequest.BodyPublishers.ofString(json);
    }

    HttpRequest.Builder request(String path, String user) {
        String basic =
                Base64.getEncoder().encodeToString((user + ":" + user + "-password").getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/json");
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new IllegalStateException("inventory-service did not answer", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("urn:checkout:problem:").doesNotContain("Exception");
    }
}
