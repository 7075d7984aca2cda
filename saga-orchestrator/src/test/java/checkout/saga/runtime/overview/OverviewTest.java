package checkout.saga.runtime.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.saga.runtime.drive.OrchestratorTest;
import checkout.testinfra.CountedStatements;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Scanner;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: the overview is wrong, late, or costs something while nobody looks. */
class OverviewTest extends OrchestratorTest {
    private static final String GAUGES = """
            {"gauges":[{"name":"checkout.consumer.lag","tags":{"group":"payment-service","topic":"t","partition":"0"},"value":7},
                       {"name":"checkout.card.breaker","tags":{"calls":"authorizations","state":"open"},"value":1},
                       {"name":"checkout.card.breaker","tags":{"calls":"authorizations","state":"closed"},"value":0},
                       {"name":"checkout.reconciliation.differences.open","tags":{},"value":3}]}""";
    private static final String RELAY = """
            {"sources":[{"name":"checkout","role":"leader","state":"WORKING","problem":null,"lagSeconds":0.0,"published":12,
             "eventsPerSecond":1.5,"slot":{"name":"outbox_checkout","exists":true,"active":true,"lagBytes":0,"retainedBytes":9}}]}""";
    private static final int LEVELS = 3;

    @Autowired
    private SagaFigures figures;

    @Autowired
    private OverviewStreams streams;

    @Autowired
    private OverviewSettings settings;

    @Autowired
    private CountedStatements statements;

    @Test
    void countsWhatIsOpenAndSaysWhatTheProcessesSay() {
        SERVICES.answers("payment-service", GAUGES);
        SERVICES.answers("outbox-relay", RELAY);
        stuckPastItsPivot();
        JsonNode overview = eventually(
                each -> each.at("/relay/value/sources/0/name").asString("").equals("checkout")
                        && service(each, "payment-service")
                                        .at("/state/value/indicators")
                                        .size()
                                >= LEVELS
                        && each.at("/sagas/value/states/STUCK").asLong() > 0);
        assertThat(overview.at("/sagas/value/types/checkout/STUCK").asLong()).isPositive();
        assertThat(overview.at("/sagas/value/oldest/id").asString()).hasSize(36);
        assertThat(overview.at("/sagas/unknown").isNull()).isTrue();
        assertThat(overview.at("/finished/intervals").size()).isEqualTo(60);
        assertThat(overview.at("/history/states").size()).isEqualTo(5);
        JsonNode payments = service(overview, "payment-service");
        assertThat(payments.at("/state/value/groups/0/lagRecords").asLong()).isEqualTo(7);
        assertThat(payments.at("/state/value/indicators").toString())
                .contains("\"name\":\"Breaker for authorizations\",\"value\":\"open\",\"level\":\"PROBLEM\"")
                .contains("\"name\":\"Reconciliation differences\",\"value\":\"3\",\"level\":\"PROBLEM\"");
        assertThat(service(overview, "saga-orchestrator")
                        .at("/state/value/groups")
                        .toString())
                .contains("saga-orchestrator");
    }

    @Test
    void whoIsSilentIsNotKnownAndHoldsUpNobody() {
        SERVICES.answers("payment-service", GAUGES);
        SERVICES.answers("outbox-relay", RELAY);
        eventually(each ->
                !each.at("/relay/value").isNull() && each.at("/relay/unknown").isNull());
        SERVICES.fallsSilent("outbox-relay");
        SERVICES.fallsSilent("inventory-service");
        JsonNode overview = eventually(each -> !each.at("/relay/unknown").isNull()
                && !service(each, "inventory-service").at("/state/unknown").isNull());
        assertThat(overview.at("/relay/unknown").asString()).contains("outbox-relay does not answer at");
        assertThat(overview.at("/relay/value/sources").size())
                .as("what was known stays")
                .isEqualTo(1);
        assertThat(overview.at("/relay/asOf").asString()).isNotEmpty();
        long begun = System.nanoTime();
        ok(get("/v1/overview"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void takesTwoStatementsHoweverManySagasThereAre() {
        place();
        List<String> few = statements.during(figures::read);
        jdbc.update("""
                insert into saga
                select (jsonb_populate_record(saga, jsonb_build_object('id', uuidv7(- n * interval '1 hour')))).*
                from saga, generate_series(1, 500) n where id = ?
                """, checkout);
        assertThat(few).hasSize(2);
        assertThat(statements.during(figures::read)).isEqualTo(few);
        jdbc.update("delete from saga where id < id_at(now() - interval '30 minutes')");
    }

    @Test
    void isStreamedToWhoLooksAndNobodyIsAskedOtherwise() throws Exception {
        SERVICES.answers("outbox-relay", RELAY);
        try (HttpClient http = HttpClient.newHttpClient();
                InputStream stream = follow(http).body();
                Scanner lines = new Scanner(stream, StandardCharsets.UTF_8)) {
            List<JsonNode> received = new ArrayList<>();
            while (received.size() < 2 || SERVICES.questions().isEmpty()) {
                String line = lines.nextLine();
                if (line.startsWith("data:")) {
                    received.add(JsonMapper.builder().build().readTree(line.substring("data:".length())));
                }
            }
            assertThat(received.getLast().at("/at").asString())
                    .isGreaterThan(received.getFirst().at("/at").asString());
            assertThat(streams.viewers()).isEqualTo(1);
        }
        // a viewer that has left is noticed when it is sent something
        await().until(() -> streams.viewers() == 0);
        SERVICES.questions().clear();
        await().during(settings.every().plus(settings.askEvery()).plusMillis(500))
                .atMost(settings.every().plus(settings.askEvery()).plusSeconds(5))
                .until(() -> SERVICES.questions().isEmpty());
    }

    @Test
    void tooManyViewersAreToldSo() throws Exception {
        List<InputStream> open = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < settings.viewers(); i++) {
                open.add(follow(http).body());
            }
            HttpResponse<String> refused = get("/v1/overview/stream");
            assertProblem(refused, 503, "read /v1/overview instead");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            for (InputStream each : open) {
                each.close();
            }
        }
        await().until(() -> streams.viewers() == 0);
    }

    /** Its stream calls nobody back then, and its place would be taken until a restart. */
    @Test
    void aViewerThatLeavesBeforeTheServerHasTakenOverItsStreamGivesItsPlaceBack() {
        streams.open().completeWithError(new IOException("the viewer has left"));
        await().until(() -> streams.viewers() == 0);
    }

    private HttpResponse<InputStream> follow(HttpClient http) throws Exception {
        String basic = Base64.getEncoder().encodeToString(VIEWER.getBytes(StandardCharsets.UTF_8));
        HttpResponse<InputStream> response = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/overview/stream".formatted(port)))
                        .header("Authorization", "Basic " + basic)
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return response;
    }

    private JsonNode eventually(Predicate<JsonNode> holds) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> ok(get("/v1/overview")), holds);
    }

    private static JsonNode service(JsonNode overview, String name) {
        return overview.at("/services")
                .valueStream()
                .filter(each -> each.at("/name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(overview.toString()));
    }
}
