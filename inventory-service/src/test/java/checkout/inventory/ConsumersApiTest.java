package checkout.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** If this fails, a service that does not do its work says that it is ready, or strangers can see or resume its consumers. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "checkout.users.viewer.password=viewer-password",
            "checkout.users.operator.password=operator-password",
            "checkout.users.admin.password=admin-password"
        })
@DirtiesContext // nobody else uses it
class ConsumersApiTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String GROUP = "/actuator/consumers/inventory-service";
    private static TestDatabase database;

    @LocalServerPort
    private int port;

    @Value("${spring.kafka.bootstrap-servers}")
    private String kafka = "";

    @Autowired
    private JdbcTemplate jdbc;

    @DynamicPropertySource
    static void infra(DynamicPropertyRegistry registry) {
        database = TestServers.register(registry, "inventory");
    }

    @BeforeEach
    void ready() {
        await().until(() -> get("/actuator/health/readiness", null).statusCode() == 200);
    }

    @Test
    void aMissingPrivilegeMakesItNotReadyAndCostsNoRecord() throws Exception {
        JdbcTemplate superuser = new JdbcTemplate(database.superuser());
        String sku = "SKU-" + UUID.randomUUID();
        jdbc.update("insert into stock (sku, on_hand) values (?, 50)", sku);
        superuser.execute("revoke select, insert, update on inventory.reservation from inventory");
        for (int i = 0; i < 20; i++) {
            reserve(sku);
        }

        await().until(() -> get("/actuator/health/readiness", null).statusCode() == 503);
        assertThat(get("/actuator/health/work", null).body()).isEqualTo("{\"status\":\"DOWN\"}");
        assertThat(get("/actuator/health/work", "viewer").body()).contains("permission denied for table reservation");
        assertThat(get("/actuator/health/liveness", null).statusCode()).isEqualTo(200);
        assertThat(get("/actuator/consumers", "viewer").body()).contains("\"works\":false", "[42501]", "halted since");

        superuser.execute("grant select, insert, update on inventory.reservation to inventory");

        await().until(() -> get("/actuator/health/readiness", null).statusCode() == 200);
        await().until(() -> jdbc.queryForObject("select reserved from stock where sku = ?", Integer.class, sku) == 20);
        assertThat(jdbc.queryForObject(
                        "select count(*) from outbox where topic = 'inventory.commands.dlt' and payload like ?",
                        Integer.class,
                        "%" + sku + "%"))
                .isZero();
    }

    @Test
    void onlyAnOperatorResumesAndOnlyWhatIsHalted() throws Exception {
        assertThat(get("/actuator/consumers", null).statusCode()).isEqualTo(401);
        assertThat(get("/actuator/consumers", "viewer").statusCode()).isEqualTo(200);
        assertThat(post(GROUP, "viewer", "{\"reason\":\"r\"}").statusCode()).isEqualTo(403);
        for (String reason : List.of(" ", "a\\u0000", "a\\nb", "x".repeat(501))) {
            assertThat(post(GROUP, "operator", "{\"reason\":\"%s\"}".formatted(reason))
                            .statusCode())
                    .as(reason)
                    .isEqualTo(400);
        }
        HttpResponse<String> notHalted = post(GROUP, "operator", "{\"reason\":\"r\"}");
        assertThat(notHalted.statusCode()).isEqualTo(409);
        assertThat(notHalted.body()).contains("urn:checkout:problem:not-halted", "neither is halted");
        assertThat(post("/actuator/consumers/other", "operator", "{\"reason\":\"r\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(get("/actuator/env", "admin").statusCode()).isEqualTo(403);
    }

    private void reserve(String sku) {
        UUID checkout = UUID.randomUUID();
        TestProducer.to(kafka)
                .send(
                        "inventory.commands",
                        checkout.toString(),
                        "{\"checkoutId\":\"%s\",\"lines\":[{\"sku\":\"%s\",\"quantity\":1}]}".formatted(checkout, sku),
                        Map.of(
                                "ce_id", UUID.randomUUID().toString(),
                                "ce_type", "inventory.ReserveStock.v1",
                                "ce_sagaid", checkout.toString()));
    }

    private HttpResponse<String> get(String path, @Nullable String user) throws IOException, InterruptedException {
        return HTTP.send(request(path, user).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String user, String body) throws IOException, InterruptedException {
        return HTTP.send(
                request(path, user)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, @Nullable String user) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (user != null) {
            byte[] login = "%s:%s-password".formatted(user, user).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
        }
        return request;
    }
}
