package checkout.order;

import checkout.testinfra.SpanCollector;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs order-service for a test, with two storefronts, and sends it requests and commands. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "checkout.demo=true",
            "checkout.intake.forget-every=PT0.2S",
            "checkout.price-list-refresh=PT0.1S",
            "checkout.carts.every=PT0.2S",
            "checkout.overdue.every=PT0.2S",
            "checkout.overdue.tries=2",
            "checkout.metrics.every=1s",
            "checkout.cancel.patience=4s",
            // few, so that a test fails if waiting requests occupy threads
            "server.tomcat.threads.max=12",
            "checkout.users.metrics.password=password-of-metrics",
            "management.prometheus.metrics.export.enabled=true",
            "checkout.users.viewer.password=password-of-viewer",
            "checkout.users.operator.password=password-of-operator",
            "checkout.users.admin.password=password-of-admin",
            "checkout.users.service.password=password-of-service",
            "checkout.webhooks.secret-key=a key of the tests that is long enough",
            "checkout.webhooks.allow-http=true",
            "checkout.webhooks.allowed-addresses=127.0.0.0/8",
            "checkout.webhooks.sending.every=200ms",
            "checkout.webhooks.sending.backoff=50ms",
            "checkout.webhooks.sending.max-backoff=200ms",
            "checkout.webhooks.sending.connect-timeout=300ms",
            "checkout.webhooks.sending.answer-timeout=300ms",
            "checkout.webhooks.sending.total-timeout=600ms",
            "checkout.webhooks.sending.suspend-after=5s",
            "checkout.webhooks.sending.suspend-after-failures=5",
            "checkout.webhooks.deliveries.delete-every=PT0.5S",
            "checkout.storefronts.one=key-of-storefront-one",
            "checkout.storefronts.two=key-of-storefront-two",
            "checkout.shop.storefront=one",
            "checkout.docs.interactive=true"
        })
public abstract class RunningOrderService {
    static final String ONE = "key-of-storefront-one";
    static final String TWO = "key-of-storefront-two";
    static final String CART = """
            {"customerId":"c-1","lines":[{"sku":"TEA-001","quantity":2}],"payment":{"method":"card","token":"tok_ok"}}""";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    static final SpanCollector COLLECTOR = SpanCollector.start();

    @LocalServerPort
    int port;

    @Autowired
    JdbcTemplate jdbc;

    @Value("${spring.kafka.bootstrap-servers}")
    String kafka = "";

    final JsonMapper json = JsonMapper.builder().build();

    @DynamicPropertySource
    static void infra(DynamicPropertyRegistry registry) {
        TestServers.register(registry, "orders");
        registry.add("checkout.tracing.endpoint", COLLECTOR::endpoint);
    }

    HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new IllegalStateException("order-service did not respond", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    CompletableFuture<HttpResponse<String>> sendWithoutWaiting(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String key) {
        return send(request(path, key));
    }

    HttpResponse<String> place(String idempotencyKey, String body) {
        return send(request("/v1/checkouts", ONE)
                .header("Idempotency-Key", idempotencyKey)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    UUID placed() {
        return UUID.fromString(body(place(UUID.randomUUID().toString(), CART))
                .get("checkoutId")
                .asString());
    }

    JsonNode body(HttpResponse<String> response) {
        return json.readTree(response.body());
    }

    /** Sends a command of the checkout's saga and returns the id of its message. */
    UUID command(UUID checkout, String type, String body) {
        UUID message = UUID.randomUUID();
        command(message, checkout, checkout, type, body);
        return message;
    }

    void command(UUID message, UUID saga, UUID checkout, String type, String body) {
        TestProducer.to(kafka)
                .send(
                        "orders.commands",
                        checkout.toString(),
                        body,
                        TestProducer.commandHeaders(message, saga, "a step", type));
    }

    /** Sends a command to a checkout under another key than the checkout's. */
    UUID commandOfKey(String key, String type, String body) {
        UUID message = UUID.randomUUID();
        TestProducer.to(kafka).send("orders.commands", key, body, Map.of("ce_id", message.toString(), "ce_type", type));
        return message;
    }

    JsonNode view(UUID checkout) {
        return body(get("/v1/checkouts/" + checkout, ONE));
    }

    String status(UUID checkout) {
        return view(checkout).at("/status").asString();
    }

    /** The types of the replies to the orchestrator so far. */
    List<String> replies(UUID checkout) {
        return jdbc.queryForList(
                "select type from outbox where message_key = ? and topic = 'checkout.replies' order by id",
                String.class,
                checkout.toString());
    }

    void confirm(UUID checkout) {
        command(checkout, "orders.ConfirmOrder.v1", "{\"checkoutId\":\"%s\"}".formatted(checkout));
    }

    UUID refuseCancel(UUID checkout) {
        return command(checkout, "orders.RefuseCancel.v1", "{\"checkoutId\":\"%s\"}".formatted(checkout));
    }

    UUID reject(UUID checkout, String reason) {
        return command(
                checkout,
                "orders.RejectOrder.v1",
                "{\"checkoutId\":\"%s\",\"reason\":\"%s\"}".formatted(checkout, reason));
    }
}
