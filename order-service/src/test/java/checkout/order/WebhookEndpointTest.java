package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.backing.webhook.WebhookReceiver;
import checkout.backing.webhook.WebhookReceiver.Received;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Fails if an endpoint is managed by whom it must not be, if a secret is seen twice, or if a bad request is accepted. */
class WebhookEndpointTest extends RunningWebhooks {
    private static final String URL = "http://127.0.0.1:9999/hooks";
    private static final String PATH = "/v1/webhook-endpoints/%s%s";

    @Test
    void showsTheSecretOnceAndStoresItEncrypted() {
        Endpoint endpoint = endpoint("one", URL, ALL_TYPES);
        assertThat(endpoint.secret()).startsWith("whsec_");
        assertThat(shown(endpoint).has("secret")).isFalse();
        assertThat(as("viewer", "/v1/webhook-endpoints", "GET", null).body()).doesNotContain("whsec_");
        assertThat(get("/v1/webhooks/endpoints", ONE).body()).doesNotContain("whsec_");
        byte[] plain = java.util.Base64.getDecoder().decode(endpoint.secret().substring("whsec_".length()));
        byte[] stored =
                jdbc.queryForObject("select secret from webhook_endpoint where id = ?", byte[].class, endpoint.id());
        assertThat(new String(stored, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(plain, java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Test
    void isChangedInParts() {
        Endpoint endpoint = endpoint("one", URL, ALL_TYPES);
        JsonNode changed =
                body(as("admin", PATH.formatted(endpoint.id(), ""), "PATCH", "{\"eventTypes\":[\"return.refused\"]}"));
        assertThat(changed.at("/url").asString()).isEqualTo(URL);
        assertThat(changed.at("/eventTypes").toString()).isEqualTo("[\"return.refused\"]");
        body(as("admin", PATH.formatted(endpoint.id(), ""), "PATCH", "{\"description\":\"the new shop\"}"));
        assertThat(shown(endpoint).at("/description").asString()).isEqualTo("the new shop");
    }

    @Test
    void doesNotExistAfterItsDeletion() {
        Endpoint endpoint = endpoint("one", URL, ALL_TYPES);
        assertThat(as("admin", PATH.formatted(endpoint.id(), ""), "DELETE", null)
                        .statusCode())
                .isEqualTo(204);
        assertProblem(as("viewer", PATH.formatted(endpoint.id(), ""), "GET", null), 404, "unknown-webhook-endpoint");
        assertProblem(as("admin", PATH.formatted(endpoint.id(), ""), "DELETE", null), 404, "unknown-webhook-endpoint");
        assertThat(jdbc.queryForObject(
                        "select length(secret) from webhook_endpoint where id = ?", Integer.class, endpoint.id()))
                .isZero();
    }

    @Test
    void signsWithBothSecretsDuringARotation() {
        WebhookReceiver receiver = receiver();
        Endpoint endpoint = endpoint(receiver);
        String next = body(as("admin", PATH.formatted(endpoint.id(), "/rotate-secret"), "POST", "{}"))
                .at("/secret")
                .asString();
        Received during = tested(endpoint, receiver);
        assertThat(during.isSignedWith(endpoint.secret())).isTrue();
        assertThat(during.isSignedWith(next)).isTrue();
        String last = body(as(
                        "admin", PATH.formatted(endpoint.id(), "/rotate-secret"), "POST", "{\"overlap\":\"PT0S\"}"))
                .at("/secret")
                .asString();
        Received after = tested(endpoint, receiver);
        assertThat(after.isSignedWith(last)).isTrue();
        assertThat(after.isSignedWith(next)).isFalse();
        assertThat(after.isSignedWith(endpoint.secret())).isFalse();
    }

    private Received tested(Endpoint endpoint, WebhookReceiver receiver) {
        int before = receiver.taken().size();
        assertThat(as("operator", PATH.formatted(endpoint.id(), "/test"), "POST", null)
                        .statusCode())
                .isEqualTo(202);
        await().until(() -> receiver.taken().size() > before);
        Received test = receiver.taken().getLast();
        assertThat(json.readTree(test.body()).at("/type").asString()).isEqualTo("webhook.test");
        return test;
    }

    @Test
    void isNotTestedWhileItIsSuspended() {
        Endpoint endpoint = endpoint("one", URL, ALL_TYPES);
        JsonNode suspended = body(as("operator", PATH.formatted(endpoint.id(), "/suspend"), "POST", null));
        assertThat(suspended.at("/status").asString()).isEqualTo("SUSPENDED");
        assertThat(suspended.at("/suspension/reason").asString()).isEqualTo("OPERATOR");
        assertProblem(
                as("operator", PATH.formatted(endpoint.id(), "/test"), "POST", null),
                409,
                "webhook-endpoint-suspended");
    }

    @ParameterizedTest
    @CsvSource({
        "viewer,   POST,   '',                                             403",
        "operator, POST,   '',                                             403",
        "operator, PATCH,  /01890000-0000-7000-8000-000000000001,          403",
        "operator, DELETE, /01890000-0000-7000-8000-000000000001,          403",
        "operator, POST,   /01890000-0000-7000-8000-000000000001/rotate-secret, 403",
        "viewer,   POST,   /01890000-0000-7000-8000-000000000001/suspend,  403",
        "viewer,   POST,   /01890000-0000-7000-8000-000000000001/resume,   403",
        "viewer,   POST,   /01890000-0000-7000-8000-000000000001/test,     403",
        "viewer,   POST,   /01890000-0000-7000-8000-000000000001/redeliver, 403",
        "admin,    PUT,    /01890000-0000-7000-8000-000000000001,          403",
        "nobody,   GET,    '',                                             401"
    })
    void isManagedByWhomItMayBe(String user, String method, String path, int status) {
        assertThat(as(user, "/v1/webhook-endpoints" + path, method, method.equals("GET") ? null : "{}")
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void isNotManagedByStorefronts() {
        assertThat(get("/v1/webhook-endpoints", ONE).statusCode()).isEqualTo(401);
        assertThat(get("/v1/webhook-deliveries", ONE).statusCode()).isEqualTo(401);
        assertThat(as("admin", "/v1/webhooks/endpoints", "GET", null).statusCode())
                .isEqualTo(401);
        assertThat(send(request("/v1/webhooks/endpoints", ONE).POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void isSeenByItsStorefrontOnly() {
        Endpoint endpoint = endpoint("one", URL, ALL_TYPES);
        assertThat(get("/v1/webhooks/endpoints", ONE).body())
                .contains(endpoint.id().toString());
        assertThat(get("/v1/webhooks/endpoints", TWO).body())
                .doesNotContain(endpoint.id().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"storefront\":\"one\",\"url\":\"ftp://shop.example.com\",\"eventTypes\":[\"checkout.confirmed\"]}",
                "{\"storefront\":\"nobody\",\"url\":\"https://shop.example.com\",\"eventTypes\":[\"checkout.confirmed\"]}",
                "{\"storefront\":\"one\",\"url\":\"https://shop.example.com\",\"eventTypes\":[]}",
                "{\"storefront\":\"one\",\"url\":\"https://shop.example.com\",\"eventTypes\":[null]}",
                "{\"storefront\":\"one\",\"url\":\"https://shop.example.com\",\"eventTypes\":[\"webhook.test\"]}",
                "{\"storefront\":\"one\",\"url\":\"https://10.0.0.1\",\"eventTypes\":[\"checkout.confirmed\"]}",
                "{\"storefront\":\"one\",\"url\":\"https://shop.example.com\",\"eventTypes\":[\"checkout.confirmed\"],\"description\":\"\\u0000\"}",
                "{\"storefront\":\"one\",\"secret\":\"whsec_mine\"}",
                "[]",
                "null",
                ""
            })
    void isNotCreatedByABadRequest(String body) {
        HttpResponse<String> answer = as("admin", "/v1/webhook-endpoints", "POST", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(body(answer).at("/detail").asString()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PATCH | ''             | {}                          | 400
                    PATCH | ''             | {"url":"https://u@a.b/"}    | 400
                    PATCH | ''             | {"eventTypes":["x"]}        | 400
                    POST  | /rotate-secret | {"overlap":"soon"}          | 400
                    POST  | /rotate-secret | {"overlap":"P31D"}          | 400
                    POST  | /rotate-secret | {"overlap":5}               | 400
                    POST  | /redeliver     | {}                          | 400
                    POST  | /redeliver     | {"since":"yesterday"}       | 400
                    POST  | /redeliver     | {"since":"+999999-01-01T00:00:00Z"} | 400
                    """)
    void isNotChangedByABadRequest(String method, String path, String body, int status) {
        Endpoint endpoint = endpoint("one", URL, ALL_TYPES);
        HttpResponse<String> answer = as("admin", PATH.formatted(endpoint.id(), path), method, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/webhook-endpoints?limit=0",
                "/v1/webhook-endpoints?limit=x",
                "/v1/webhook-endpoints?cursor=x",
                "/v1/webhook-endpoints?storefront=",
                "/v1/webhook-endpoints?storefront=%00",
                "/v1/webhook-deliveries?status=LOST",
                "/v1/webhook-deliveries?eventType=x",
                "/v1/webhook-deliveries?endpointId=x",
                "/v1/webhook-deliveries?checkoutId=x",
                "/v1/webhook-deliveries?limit=201",
                "/v1/webhook-deliveries?cursor=x",
                "/v1/webhook-deliveries?storefront=%00"
            })
    void areNotListedByABadRequest(String path) {
        HttpResponse<String> answer = as("viewer", path, "GET", null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/webhook-endpoints/", "/v1/webhook-deliveries/"})
    void unknownOnesAreNotFound(String path) {
        for (String id : List.of("x", UUID.randomUUID().toString())) {
            assertThat(as("viewer", path + id, "GET", null).statusCode()).isEqualTo(404);
            assertThat(as("operator", path + id + "/redeliver", "POST", "{\"since\":\"2026-01-01T00:00:00Z\"}")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(get("/v1/webhooks/deliveries/" + UUID.randomUUID(), ONE).statusCode())
                .isEqualTo(404);
    }

    @Test
    void areListedInPages() {
        List<String> ids = java.util.stream.Stream.generate(() -> endpoint("two", URL, ALL_TYPES))
                .limit(3)
                .map(endpoint -> endpoint.id().toString())
                .toList()
                .reversed();
        JsonNode first = body(as("viewer", "/v1/webhook-endpoints?storefront=two&limit=2", "GET", null));
        HttpResponse<String> second = as(
                "viewer",
                "/v1/webhook-endpoints?storefront=two&limit=2&cursor="
                        + first.at("/nextCursor").asString(),
                "GET",
                null);
        assertThat(first.at("/endpoints").findValuesAsString("endpointId")).isEqualTo(ids.subList(0, 2));
        assertThat(body(second).at("/endpoints").findValuesAsString("endpointId"))
                .isEqualTo(ids.subList(2, 3));
        assertThat(body(second).at("/nextCursor").isNull()).isTrue();
    }

    @Test
    void areLimitedInNumber() {
        for (int n = 0; n < 20; n++) {
            endpoint("two", URL, ALL_TYPES);
        }
        assertProblem(
                as("admin", "/v1/webhook-endpoints", "POST", """
                        {"storefront":"two","url":"%s","eventTypes":%s}""".formatted(URL, ALL_TYPES)),
                409,
                "too-many-webhook-endpoints");
    }
}
