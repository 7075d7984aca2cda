package checkout.saga.runtime.drive;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.orchestrator.SagaOrchestratorApplication;
import checkout.testinfra.CountedStatements;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running orchestrator with time stepped by hand, participants played by the test, and operators who speak HTTP. */
@SpringBootTest(
        classes = SagaOrchestratorApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "checkout.sweeper.every=PT24H",
            "checkout.users.metrics.password=password-of-metrics",
            "management.prometheus.metrics.export.enabled=true",
            "checkout.users.viewer.password=may-look",
            "checkout.users.operator.password=may-act",
            "checkout.users.admin.password=may-all",
            "checkout.users.service.password=may-ask"
        })
@Import(CountedStatements.class)
public abstract class OrchestratorTest {
    protected static final String VIEWER = "viewer:may-look";
    protected static final String OPERATOR = "operator:may-act";
    protected static final int START_VERSION = 3;
    protected static final String TOKEN = "tok_secret_of_the_card";

    /** What is sent at the pivot, all at once. */
    protected static final List<String> SETTLE =
            List.of("orders.ConfirmOrder.v1", "payments.CapturePayment.v1", "inventory.CommitStock.v1");

    /** Whom the orchestrator asks about messages. All tests share it with the context. */
    protected static final AskedServices SERVICES = AskedServices.start();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** By name; tests with other properties have another one. */
    private static final Map<String, TestDatabase> DATABASES = new ConcurrentHashMap<>();

    @Autowired
    protected JdbcTemplate jdbc;

    @Value("${spring.kafka.bootstrap-servers}")
    private String kafka = "";

    @LocalServerPort
    protected int port;

    @Autowired
    private DeadlineSweeper sweeper;

    protected UUID checkout = MessageIds.next();

    @DynamicPropertySource
    static void infra(DynamicPropertyRegistry registry) {
        TestDatabase database = TestServers.register(registry, "sagas");
        DATABASES.put(database.name(), database);
        SERVICES.register(registry);
    }

    @BeforeEach
    void forgetQuestions() {
        SERVICES.forget();
    }

    /** Lets time pass for the saga and sweeps until something holds. */
    protected void passTimeUntil(Duration step, BooleanSupplier holds) {
        for (int i = 0; i < 100 && !holds.getAsBoolean(); i++) {
            passTime(step);
            sweep();
        }
        assertThat(holds.getAsBoolean()).as("in %s", phase()).isTrue();
    }

    /** Time is the database's, so what passes is the time that the saga's timers have left. */
    protected void passTime(Duration step) {
        jdbc.update("""
                update saga
                set deadline_at = deadline_at - ?::interval,
                    timetable = jsonb_build_object('at', coalesce(
                        (select jsonb_object_agg(key, value::bigint - ?) from jsonb_each_text(timetable::jsonb -> 'at')),
                        '{}'))
                where id = ?
                """, step.toMillis() + " milliseconds", step.toMillis(), checkout);
    }

    protected void sweep() {
        while (sweeper.sweep() > 0) {
            // what was due for other stories goes too
        }
    }

    /** As if two days had passed; the outbox stays, because no relay has published it. */
    protected void dropOldMessages() {
        while (jdbc.queryForObject("select drop_partitions(interval '-2 days')", Integer.class) > 0) {
            // one at a time
        }
        jdbc.queryForObject("select make_partitions(interval '6 hours', 4)", Integer.class);
    }

    /** As if the relay had published what the saga has sent, and retention had dropped it. */
    protected void dropSentMessages() {
        new JdbcTemplate(superuser()).execute("""
                set search_path to sagas;
                select keep_messages('outbox', 'outbox', array(select id from outbox where saga_id = '%1$s'));
                delete from outbox where saga_id = '%1$s';
                """.formatted(checkout));
    }

    protected void place() {
        send("orders.events", "orders.OrderPlaced.v1", MessageIds.next(), """
                {"checkoutId":"%s","customerId":"c-1","lines":[{"sku":"TEA-001","quantity":2}],
                 "total":{"amount":"19.98","currency":"EUR"},"payment":{"method":"card","token":"%s"}}""".formatted(checkout, TOKEN), Map.of());
        await().until(() -> sent().contains("inventory.ReserveStock.v1"));
    }

    /** Past its pivot: everything is in flight that settles the checkout. */
    protected void settling() {
        place();
        reply("inventory.StockReserved.v1", "reserve stock", "");
        await().until(() -> sent().contains("payments.AuthorizePayment.v1"));
        reply("payments.PaymentAuthorized.v1", "authorize payment", ",\"reference\":\"p-1\"");
        await().until(() -> sent().containsAll(SETTLE));
    }

    /** The payment is captured and the stock committed, but the order is not confirmed. */
    protected void stuckPastItsPivot() {
        settling();
        reply("payments.PaymentCaptured.v1", "capture payment", "");
        reply("inventory.StockCommitted.v1", "commit stock", "");
        passTimeUntil(Duration.ofMinutes(1), () -> phase().equals("STUCK"));
    }

    /** As if an instance of that version had written the saga. */
    protected void deployAs(int version) {
        jdbc.update(
                "update saga set version = ?, state = regexp_replace(state, '\"version\":[0-9]+', '\"version\":' || ?) where id = ?",
                version,
                version,
                checkout);
    }

    /** The storefront no longer wants it; over when the orchestrator has heard so. */
    protected UUID cancel() {
        return cancel(MessageIds.next());
    }

    protected UUID cancel(UUID id) {
        send("orders.events", "orders.CancelRequested.v1", id, "{\"checkoutId\":\"%s\"}".formatted(checkout), Map.of());
        awaitReceived(id);
        return id;
    }

    protected UUID reply(String type, String step, String more) {
        return reply(type, step, "DO", more);
    }

    protected UUID reply(String type, String step, String action, String more) {
        return reply(MessageIds.next(), type, step, action, 1, more);
    }

    protected UUID reply(UUID id, String type, String step, String action, int attempt, String more) {
        send(
                "checkout.replies",
                type,
                id,
                "{\"checkoutId\":\"%s\"%s}".formatted(checkout, more),
                Map.of(
                        "ce_sagastep", step,
                        "ce_sagaaction", action,
                        "ce_sagaattempt", Integer.toString(attempt)));
        awaitReceived(id);
        return id;
    }

    private void awaitReceived(UUID id) {
        await().until(() ->
                !jdbc.queryForList("select 1 from inbox where id = ?", id).isEmpty());
    }

    protected void send(String topic, String type, String body, Map<String, String> more) {
        send(topic, type, MessageIds.next(), body, more);
    }

    protected void send(String topic, String type, UUID id, String body, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("ce_id", id.toString());
        headers.put("ce_type", type);
        headers.put("ce_sagaid", checkout.toString());
        TestProducer.to(kafka).send(topic, checkout.toString(), body, headers);
    }

    /** Puts a record there that nobody of ours would have sent. */
    protected void sendAsItIs(String topic, String key, String body, Map<String, String> headers) {
        TestProducer.to(kafka).send(topic, key, body, headers);
    }

    /** What PostgreSQL says of a row whose stored data is damaged, it says of this saga from now on. */
    protected void damage(UUID saga) {
        DamagedRow.damage(superuser(), saga);
    }

    /** Who may do what the service may not. */
    protected DataSource superuser() {
        String database = jdbc.queryForObject("select current_database()", String.class);
        return requireNonNull(DATABASES.get(database)).superuser();
    }

    protected List<String> sent() {
        return jdbc.queryForList("select type from outbox where saga_id = ? order by id", String.class, checkout);
    }

    protected String phase() {
        return jdbc.queryForList("select phase from saga where id = ?", String.class, checkout).stream()
                .findFirst()
                .orElse("NOWHERE");
    }

    protected HttpResponse<String> get(String path) {
        return exchange(VIEWER, HttpRequest.newBuilder(uri(path)).GET());
    }

    protected HttpResponse<String> post(String path, String body) {
        return post(OPERATOR, path, body);
    }

    protected HttpResponse<String> post(String user, String path, String body) {
        return exchange(
                user,
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    protected static HttpResponse<String> exchange(String user, HttpRequest.Builder request) {
        String basic = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        try {
            return HTTP.send(
                    request.header("Authorization", "Basic " + basic).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new IllegalStateException("the orchestrator did not answer", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** The body of an answer that is as it should be, with no secret in it. */
    protected static JsonNode ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain(TOKEN);
        return JsonMapper.shared().readTree(answer.body());
    }

    protected static void assertProblem(HttpResponse<String> answer, int status, String mention) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.at("/type").asString()).startsWith("urn:checkout:problem:");
        assertThat(problem.at("/detail").asString()).contains(mention);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
    }
}
