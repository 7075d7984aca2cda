package checkout.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.messaging.container.ConsumerLifecycle;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: an operator cannot see what became of a command, a stranger can, or the answer waits for a silent database. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "checkout.users.viewer.password=viewer-password",
            "checkout.users.operator.password=operator-password",
            "checkout.users.admin.password=admin-password",
            "checkout.users.service.password=service-password"
        })
@DirtiesContext // nobody else uses it
class HopsApiTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String TOPIC = "inventory.commands";
    private static TestDatabase database;

    private final UUID message = MessageIds.next();
    private final UUID checkout = MessageIds.next();

    @LocalServerPort
    private int port;

    @Value("${spring.kafka.bootstrap-servers}")
    private String kafka = "";

    @Autowired
    private ConsumerLifecycle consumers;

    @DynamicPropertySource
    static void infra(DynamicPropertyRegistry registry) {
        database = TestServers.register(registry, "inventory");
    }

    @BeforeEach
    void ready() {
        await().until(() -> get("/actuator/health/readiness", null).statusCode() == 200);
    }

    @Test
    void onlyAServiceMayAsk() throws Exception {
        assertThat(get(path(TOPIC), null).statusCode()).isEqualTo(401);
        for (String person : List.of("viewer", "operator", "admin")) {
            assertThat(get(path(TOPIC), person).statusCode()).as(person).isEqualTo(403);
        }
        assertThat(get(path(TOPIC), "service").statusCode()).isEqualTo(200);
        assertThat(get(path("payments.commands"), "service").statusCode()).isEqualTo(404);
        assertThat(get("/actuator/hops/no-id?topic=t&key=k", "service").statusCode())
                .isEqualTo(400);
        assertThat(get("/actuator/hops/" + message, "service").statusCode()).isEqualTo(400);
        assertThat(get("/actuator/consumers", "service").statusCode()).isEqualTo(403);
        assertThat(get("/v1/reservations/" + checkout, "service").statusCode()).isEqualTo(404);
        assertThat(get("/v1/reservations", "service").statusCode()).isEqualTo(403);
    }

    @Test
    void aServiceReadsTheGaugesAndNobodyElseDoes() throws Exception {
        for (String person : List.of("viewer", "operator", "admin")) {
            assertThat(get("/actuator/gauges", person).statusCode()).as(person).isEqualTo(403);
        }
        reserve();
        await().untilAsserted(
                        () -> assertThat(get("/actuator/gauges", "service").body())
                                .contains(
                                        "\"name\":\"checkout.consumer.works\",\"tags\":{\"group\":\"inventory-service\"},\"value\":1.0")
                                .doesNotContain("jvm.", "NaN"));
    }

    @Test
    void aCommandThatWasAnswered() throws Exception {
        reserve();
        await().until(() -> report().at("/database/received").asBoolean());
        JsonNode report = report();
        assertThat(report.at("/group").asString()).isEqualTo("inventory-service");
        assertThat(report.at("/database/schema").asString()).isEqualTo("inventory");
        assertThat(report.at("/database/answer/type").asString()).isEqualTo("inventory.OutOfStock.v1");
        assertThat(report.at("/database/answer/topic").asString()).isEqualTo("checkout.replies");
        assertThat(report.at("/kafka").isNull())
                .as("nobody asks Kafka for what is in the inbox")
                .isTrue();
        assertThat(report.at("/consumer/partitions").size()).isPositive();
    }

    @Test
    void aCommandThatNobodyReads() throws Exception {
        consumers.stop();
        try {
            reserve();
            await().until(() -> report().at("/kafka/reader").isNull());
            JsonNode report = report();
            assertThat(report.at("/database/received").asBoolean()).isFalse();
            assertThat(report.at("/kafka/offset").isNumber())
                    .as(report.toString())
                    .isTrue();
            assertThat(report.at("/kafka/readerUnknown").isNull())
                    .as(report.toString())
                    .isTrue();
            int partition = report.at("/kafka/partition").asInt();
            for (JsonNode position : report.at("/database/positions")) {
                if (position.at("/partition").asInt() == partition) {
                    assertThat(position.at("/next").asLong())
                            .isLessThanOrEqualTo(report.at("/kafka/offset").asLong());
                }
            }
        } finally {
            consumers.start();
        }
        await().until(() -> report().at("/database/received").asBoolean());
    }

    @Test
    void aCommandThatWasNeverPublished() throws Exception {
        JsonNode report = report();
        assertThat(report.at("/database/received").asBoolean()).isFalse();
        assertThat(report.at("/kafka/offset").isNull()).isTrue();
        assertThat(report.at("/kafka/searchedAll").asBoolean())
                .as(report.toString())
                .isTrue();
        assertThat(report.at("/kafka/reader").asString()).isNotEmpty();
    }

    /** As if the inbox had been dropped since; the outbox still has the answer. */
    @Test
    void aCommandThatTheInboxHasForgotten() throws Exception {
        reserve();
        await().until(() -> report().at("/database/received").asBoolean());
        JdbcTemplate jdbc = new JdbcTemplate(database.service());
        jdbc.update("delete from inbox where id = ?", message);
        assertThat(report().at("/database/answer").isNull())
                .as("as far as the inbox remembers it says what was received")
                .isTrue();
        List<Map<String, Object>> partitions =
                jdbc.queryForList("select name, from_time from message_partition where parent = 'inbox'");
        jdbc.update(
                "update message_partition set from_time = greatest(from_time, now() + interval '1 minute') where parent = 'inbox'");
        try {
            JsonNode report = report();
            assertThat(report.at("/database/received").asBoolean()).isFalse();
            assertThat(report.at("/database/answer/type").asString()).isEqualTo("inventory.OutOfStock.v1");
            assertThat(Instant.parse(report.at("/database/remembersSince").asString()))
                    .isAfter(Instant.now());
        } finally {
            for (Map<String, Object> each : partitions) {
                jdbc.update(
                        "update message_partition set from_time = ? where name = ?",
                        each.get("from_time"),
                        each.get("name"));
            }
        }
    }

    /** Without it nobody knows the partition. */
    @Test
    void aCommandWhoseKeyIsNotKnownIsNotLookedForInKafka() throws Exception {
        HttpResponse<String> answer = get(path(TOPIC).replace("&key=" + checkout, ""), "service");
        JsonNode report = JsonMapper.shared().readTree(answer.body());
        assertThat(report.at("/kafka").isNull()).as(answer.body()).isTrue();
        assertThat(report.at("/kafkaUnknown").asString())
                .isEqualTo("its key, which decides about its partition, is not known any more");
    }

    @Test
    void theAnswerComesInTimeWhileTheDatabaseIsFrozen() throws Exception {
        reserve();
        await().until(() -> report().at("/database/received").asBoolean());
        List<Integer> backends = new JdbcTemplate(database.superuser())
                .queryForList("select pid from pg_stat_activity where usename = 'inventory'", Integer.class);
        signal("STOP", backends);
        try {
            long begun = System.nanoTime();
            JsonNode report = report();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            assertThat(report.at("/databaseUnknown").asString()).isEqualTo("the database did not answer in 500 ms");
            assertThat(report.at("/database").isNull()).isTrue();
            assertThat(report.at("/kafka/offset").isNumber())
                    .as(report.toString())
                    .isTrue();
        } finally {
            signal("CONT", backends);
        }
    }

    private static void signal(String name, List<Integer> processes) throws IOException, InterruptedException {
        for (int process : processes) {
            new ProcessBuilder("kill", "-" + name, Integer.toString(process))
                    .start()
                    .waitFor();
        }
    }

    private void reserve() {
        TestProducer.to(kafka)
                .send(
                        TOPIC,
                        checkout.toString(),
                        "{\"checkoutId\":\"%s\",\"lines\":[{\"sku\":\"NONE\",\"quantity\":1}]}".formatted(checkout),
                        Map.of(
                                "ce_id", message.toString(),
                                "ce_type", "inventory.ReserveStock.v1",
                                "ce_sagaid", checkout.toString(),
                                "ce_sagastep", "reserve stock",
                                "ce_sagaaction", "DO",
                                "ce_sagaattempt", "1"));
    }

    private JsonNode report() throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path(TOPIC), "service");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private String path(String topic) {
        return "/actuator/hops/%s?topic=%s&key=%s&saga=%s&step=reserve+stock&action=DO&attempt=1"
                .formatted(message, topic, checkout, checkout);
    }

    private HttpResponse<String> get(String path, @Nullable String user) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (user != null) {
            byte[] login = "%s:%s-password".formatted(user, user).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
