package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** If this fails, operators cannot begin, follow or settle, or somebody can who must not. */
class ReconciliationApiTest extends PaymentServiceTestBase {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PATH = "/v1/reconciliations";

    @BeforeEach
    @AfterEach
    void forget() {
        jdbc.update("delete from reconciliation_difference");
        jdbc.update("delete from reconciliation_run");
    }

    @Test
    void beginsARunWhichTheWorkerEnds() throws Exception {
        HttpResponse<String> begun = call("operator", "POST", PATH, null);

        assertThat(begun.statusCode()).isEqualTo(202);
        String location = begun.headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo(PATH + "/" + json(begun).path("id").asString());
        assertThat(json(begun).path("startedBy").asString()).isEqualTo("operator");
        await().until(() ->
                json(call("viewer", "GET", location, null)).path("pages").asInt() > 0);
        assertThat(json(call("viewer", "GET", PATH + "?limit=1", null))
                        .path("reconciliations")
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo(json(begun).path("id").asString());
    }

    @Test
    void beginsNoSecondRun() throws Exception {
        UUID running = UUID.randomUUID();
        jdbc.update("""
                insert into reconciliation_run (id, started_by, lease_owner, lease_until)
                values (?, 'schedule', ?, now() + interval '1 hour')
                """, running, UUID.randomUUID());

        HttpResponse<String> refused = call("operator", "POST", PATH, null);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("type").asString()).isEqualTo("urn:checkout:problem:reconciliation-running");
        assertThat(json(refused).path("detail").asString()).contains(running.toString());
    }

    @Test
    void listsAndSettlesDifferences() throws Exception {
        UUID older = difference("CHARGED_TWICE", "OPEN");
        UUID newer = difference("REFUNDED_THERE_ONLY", "OPEN");
        difference("CHARGED_TWICE", "GONE");

        JsonNode first = json(call("viewer", "GET", PATH + "/differences?limit=1", null));
        assertThat(first.path("open").asInt()).isEqualTo(2);
        assertThat(first.path("differences").path(0).path("id").asString()).isEqualTo(newer.toString());
        assertThat(first.path("differences").path(0).path("ours").path("status").asString())
                .isEqualTo("CAPTURED");
        JsonNode second = json(call(
                "viewer",
                "GET",
                PATH + "/differences?limit=1&cursor=" + first.path("nextCursor").asString(),
                null));
        assertThat(second.path("differences").path(0).path("id").asString()).isEqualTo(older.toString());
        assertThat(second.path("nextCursor").isNull()).isTrue();
        assertThat(json(call("viewer", "GET", PATH + "/differences?status=all&kind=charged_twice", null))
                        .path("differences"))
                .hasSize(2);

        String settle = PATH + "/differences/" + older + "/settle";
        HttpResponse<String> settled = call("operator", "POST", settle, "{\"reason\":\"given back\"}");
        assertThat(settled.statusCode()).isEqualTo(200);
        assertThat(json(settled).path("status").asString()).isEqualTo("SETTLED");
        assertThat(json(settled).path("settlement").path("by").asString()).isEqualTo("operator");
        assertThat(json(settled).path("settlement").path("why").asString()).isEqualTo("given back");
        assertThat(call("operator", "POST", settle, "{\"reason\":\"again\"}").statusCode())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "viewer|GET|/differences?status=LOST|400|OPEN, GONE, SETTLED",
                "viewer|GET|/differences?kind=ODD|400|CHARGED_TWICE",
                "viewer|GET|/differences?limit=0|400|from 1 to 200",
                "viewer|GET|/differences?cursor=x|400|nextCursor",
                "viewer|GET|/01890000-0000-7000-8000-000000000001|404|Take an id from the list",
                "viewer|GET|/nonsense|404|Take an id from the list",
                "operator|POST|/differences/01890000-0000-7000-8000-000000000001/settle|404|Take an id from the list",
                "viewer|POST||403|another user",
                "viewer|POST|/differences/01890000-0000-7000-8000-000000000001/settle|403|another user",
                "operator|DELETE||403|another user",
                "nobody|GET||401|Authorization",
                "nobody|POST||401|Authorization"
            })
    void refuses(String user, String method, @Nullable String path, int status, String advice) throws Exception {
        HttpResponse<String> answer = call(user, method, PATH + (path == null ? "" : path), "{\"reason\":\"because\"}");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("detail").asString()).contains(advice);
    }

    @Test
    void asksForAReason() throws Exception {
        UUID difference = difference("CHARGED_TWICE", "OPEN");
        HttpResponse<String> answer =
                call("operator", "POST", PATH + "/differences/" + difference + "/settle", "{\"reason\":\" \"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asString()).contains("'reason' must say why");
    }

    private UUID difference(String kind, String status) {
        UUID id = MessageIds.next();
        jdbc.update("""
                insert into reconciliation_difference (id, kind, checkout_id, status, ours, owner, what_to_do, run_id, closed_at)
                values (?, ?, ?, ?, '{"status":"CAPTURED"}', 'PAYMENTS_OPERATIONS', 'Give it back.', ?,
                        case when ? <> 'OPEN' then now() end)
                """, id, kind, UUID.randomUUID(), status, UUID.randomUUID(), status);
        return id;
    }

    private HttpResponse<String> call(String user, String method, String path, @Nullable String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!user.equals("nobody")) {
            byte[] credentials = (user + ":" + user + "-password").getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
