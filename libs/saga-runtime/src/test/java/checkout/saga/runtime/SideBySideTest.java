package checkout.saga.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.sample.SampleOrchestrator;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: two saga types in one orchestrator disturb each other, or the runtime needs something of one application. */
@SpringBootTest(
        classes = SampleOrchestrator.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "checkout.users.operator.password=may-act")
class SideBySideTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    private JdbcTemplate jdbc;

    @Value("${spring.kafka.bootstrap-servers}")
    private String kafka = "";

    @LocalServerPort
    private int port;

    private final UUID trip = MessageIds.next();
    private final UUID customer = UUID.randomUUID();

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        TestServers.register(registry, "sagas");
    }

    @Test
    void eachTypeRunsToItsOwnEndAndPublishesItsOwnEvent() {
        UUID voucher = MessageIds.next();
        requestTrip();
        requestVoucher(voucher);

        reply("trips.Booked.v1", trip, "book flight");
        await().until(() -> sent(trip).contains("hotels.BookHotel.v1"));
        reply("trips.Booked.v1", trip, "book hotel");
        await().until(() -> phase(trip).equals("COMPLETED"));
        assertThat(sent(trip)).containsExactly("flights.BookFlight.v1", "hotels.BookHotel.v1", "trips.TripBooked.v1");
        assertThat(phase(voucher)).isEqualTo("WAITING");

        reply("trips.Booked.v1", voucher, "print voucher");
        await().until(() -> phase(voucher).equals("COMPLETED"));
        assertThat(sent(voucher)).containsExactly("vouchers.PrintVoucher.v1", "vouchers.VoucherSent.v1");
    }

    @Test
    void messagesHaveTheKeyThatTheTypeSays() {
        requestTrip();
        assertThat(jdbc.queryForList("select distinct message_key from outbox where saga_id = ?", String.class, trip))
                .containsExactly(customer.toString());
    }

    @Test
    void aRefusedPivotUndoesWhatWasDoneBefore() {
        requestTrip();
        reply("trips.Booked.v1", trip, "book flight");
        await().until(() -> sent(trip).contains("hotels.BookHotel.v1"));
        send("orders.events", "trips.TripCancelled.v1", trip, "{\"tripId\":\"%s\"}".formatted(trip), null);
        await().until(() -> sent(trip).contains("trips.CancelRefused.v1"));
        reply("trips.SoldOut.v1", trip, "book hotel");
        await().until(() -> sent(trip).contains("flights.CancelFlight.v1"));
        reply("trips.Booked.v1", trip, "book flight", "UNDO");
        await().until(() -> phase(trip).equals("COMPENSATED"));
        assertThat(sent(trip)).endsWith("trips.TripFailed.v1");
    }

    @Test
    void listsAndCountsByType() {
        requestTrip();
        JsonNode trips = get("/v1/sagas?type=trip&limit=200");
        assertThat(trips.at("/sagas").valueStream().map(saga -> saga.at("/type").asString()))
                .isNotEmpty()
                .containsOnly("trip");
        assertThat(get("/v1/sagas?type=nothing").at("/sagas")).isEmpty();
        assertThat(get("/v1/stats").at("/types/trip/WAITING").asLong()).isPositive();
        assertThat(get("/v1/stats").at("/types/voucher/STUCK").asLong(-1)).isZero();
        JsonNode detail = get("/v1/sagas/" + trip);
        assertThat(detail.at("/type").asString()).isEqualTo("trip");
        assertThat(detail.at("/owed/0/participant").asString()).isEqualTo("travel-service");
    }

    @Test
    void aSagaWhoseTypeIsNotDeployedIsShownAndOnlyResolvable() {
        UUID saga = MessageIds.next();
        insert(saga, "cruise", "{\"ship\":\"one\"}");
        JsonNode detail = get("/v1/sagas/" + saga);
        assertThat(detail.at("/data/ship").asString()).isEqualTo("one");
        assertThat(detail.at("/actions/retry/why").asString()).contains("saga type 'cruise' is not deployed");
        assertThat(detail.at("/actions/resolve/why").asString()).contains("with force");
        assertThat(post("/v1/sagas/%s/retry".formatted(saga))).isEqualTo(409);
        assertThat(phase(saga)).isEqualTo("STUCK");
        assertThat(post("/v1/sagas/%s/resolve".formatted(saga), ",\"outcome\":\"COMPENSATED\""))
                .isEqualTo(409);
        assertThat(post("/v1/sagas/%s/resolve".formatted(saga), ",\"outcome\":\"COMPENSATED\",\"force\":true"))
                .isEqualTo(200);
        assertThat(phase(saga)).isEqualTo("RESOLVED");
    }

    @Test
    void aTypeWithoutAWordForItsEndPublishesItsEventWhenItIsResolved() {
        UUID voucher = MessageIds.next();
        requestVoucher(voucher);
        assertThat(post("/v1/sagas/%s/resolve".formatted(voucher), ",\"outcome\":\"COMPLETED\",\"force\":true"))
                .isEqualTo(200);
        assertThat(sent(voucher)).containsExactly("vouchers.PrintVoucher.v1", "vouchers.VoucherSent.v1");
    }

    @Test
    void anOutcomeIsToldUnderTheKeyOfTheTypeAndPublishedOnceItIsTaken() {
        requestTrip();
        assertThat(post("/v1/sagas/%s/resolve".formatted(trip), ",\"outcome\":\"CANCELLED\",\"force\":true"))
                .isEqualTo(200);
        assertThat(jdbc.queryForMap("select * from outbox where saga_id = ? and step = 'resolve'", trip))
                .containsEntry("message_key", customer.toString())
                .containsEntry("payload", "{\"tripId\":\"%s\",\"outcome\":\"COMPENSATED\"}".formatted(trip));
        assertThat(sent(trip)).doesNotContain("trips.TripFailed.v1");
        reply("trips.Booked.v1", trip, "resolve");
        await().until(() -> sent(trip).contains("trips.TripFailed.v1"));
    }

    @Test
    void readsRowsThatEarlierVersionsWrote() {
        UUID saga = MessageIds.next();
        insert(saga, "trip", "{\"id\":\"%s\",\"customerId\":\"%s\",\"city\":\"Oslo\"}".formatted(saga, customer));
        assertThat(get("/v1/sagas/" + saga).at("/steps/0/maxAttempts").asInt()).isEqualTo(4);
    }

    /** As the table looked when a step's greatest number of attempts was called "of". */
    private void insert(UUID id, String type, String data) {
        jdbc.update("""
                insert into saga (id, name, version, phase, step, attempt, attempts, state, timetable, data)
                values (?, ?, 1, 'WAITING', 'book flight', 1, 4, ?, '{"at":{}}', ?)
                """, id, type, """
                {"saga":"%s","version":1,"phase":"WAITING","pastPivot":false,
                 "steps":[{"step":"book flight","status":"SENT","attempt":1,"of":4}]}""".formatted(type), data);
    }

    private void requestVoucher(UUID voucher) {
        send(
                "orders.events",
                "vouchers.VoucherRequested.v1",
                voucher,
                "{\"voucherId\":\"%s\"}".formatted(voucher),
                null);
        await().until(() -> sent(voucher).equals(List.of("vouchers.PrintVoucher.v1")));
    }

    private void requestTrip() {
        send(
                "orders.events",
                "trips.TripRequested.v1",
                trip,
                "{\"tripId\":\"%s\",\"customerId\":\"%s\",\"city\":\"Oslo\"}".formatted(trip, customer),
                null);
        await().until(() -> sent(trip).contains("flights.BookFlight.v1"));
    }

    private void reply(String type, UUID saga, String step) {
        reply(type, saga, step, "DO");
    }

    private void reply(String type, UUID saga, String step, String action) {
        send(
                "checkout.replies",
                type,
                saga,
                "{\"tripId\":\"%s\"}".formatted(saga),
                Map.of("ce_sagastep", step, "ce_sagaaction", action, "ce_sagaattempt", "1"));
    }

    private void send(String topic, String type, UUID saga, String body, @Nullable Map<String, String> correlation) {
        Map<String, String> headers =
                new HashMap<>(Map.of("ce_id", MessageIds.next().toString(), "ce_type", type));
        if (correlation != null) {
            headers.putAll(correlation);
            headers.put("ce_sagaid", saga.toString());
        }
        TestProducer.to(kafka).send(topic, customer.toString(), body, headers);
    }

    private List<String> sent(UUID saga) {
        return jdbc.queryForList("select type from outbox where saga_id = ? order by id", String.class, saga);
    }

    private String phase(UUID saga) {
        return jdbc.queryForObject("select phase from saga where id = ?", String.class, saga);
    }

    private JsonNode get(String path) {
        HttpResponse<String> response = exchange(request(path).GET());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private int post(String path) {
        return post(path, "");
    }

    private int post(String path, String more) {
        return exchange(request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"test\"%s}".formatted(more))))
                .statusCode();
    }

    private HttpRequest.Builder request(String path) {
        String basic = Base64.getEncoder().encodeToString("operator:may-act".getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Basic " + basic);
    }

    private static HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new IllegalStateException("the orchestrator did not answer", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
