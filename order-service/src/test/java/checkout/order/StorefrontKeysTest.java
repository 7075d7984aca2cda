package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** Fails if a key is accepted that should not be, or refused although it is valid, or can be read after it was created. */
class StorefrontKeysTest extends RunningStorefronts {
    private static final String LIST = "/v1/checkouts";
    private static final String NAMED = "{\"name\":\"web shop\"}";

    @Autowired
    private DataSource dataSource;

    private int statusWith(String key) {
        return get(LIST, key).statusCode();
    }

    @Test
    void aNewKeyIsShownOnceAndStoredHashed() {
        String storefront = storefront("{}");
        JsonNode created = newKey(storefront, NAMED);
        String key = created.get("key").asString();

        assertThat(statusWith(key)).isEqualTo(200);
        assertThat(key).startsWith(created.get("prefix").asString() + "_").hasSizeGreaterThan(50);
        HttpResponse<String> list = asAdmin("GET", keys(storefront), "");
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.body()).doesNotContain(key);
        assertThat(body(list).at("/keys/0/state").asString()).isEqualTo("ACTIVE");
        assertThat(jdbc.queryForList("select k::text from storefront_key k", String.class))
                .noneMatch(row -> row.contains(key));
        assertThat(jdbc.queryForObject(
                        "select hash = sha256(?::bytea) from storefront_key where id = ?::uuid",
                        Boolean.class,
                        key.getBytes(StandardCharsets.UTF_8),
                        created.get("keyId").asString()))
                .isTrue();
    }

    @Test
    void severalKeysAreOfOneStorefront() {
        String storefront = storefront("{}");
        String one = newKey(storefront, NAMED).get("key").asString();
        String other = newKey(storefront, NAMED).get("key").asString();
        String checkout = body(send(placement(one))).get("checkoutId").asString();

        assertThat(get(LIST + "/" + checkout, other).statusCode()).isEqualTo(200);
        assertThat(get(LIST + "/" + checkout, ONE).statusCode()).isEqualTo(404);
    }

    @Test
    void aRotatedKeyIsValidUntilTheOverlapIsOver() {
        String storefront = storefront("{}");
        JsonNode before = newKey(storefront, NAMED);
        String path = keys(storefront) + "/" + before.get("keyId").asString() + "/rotate";
        HttpResponse<String> rotated = asAdmin("POST", path, "{\"overlap\":\"PT1.5S\"}");
        assertThat(rotated.statusCode()).as(rotated.body()).isEqualTo(201);
        assertThat(body(rotated).get("replaces")).isEqualTo(before.get("keyId"));
        assertThat(body(rotated).get("name")).isEqualTo(before.get("name"));

        assertThat(statusWith(before.get("key").asString())).isEqualTo(200);
        assertThat(statusWith(body(rotated).get("key").asString())).isEqualTo(200);
        HttpResponse<String> again = asAdmin("POST", path, "{}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(body(again).get("state").asString()).isEqualTo("REPLACED");

        await().until(() -> statusWith(before.get("key").asString()) == 401);
        assertThat(statusWith(body(rotated).get("key").asString())).isEqualTo(200);
        assertThat(states(storefront)).containsExactly("ACTIVE", "EXPIRED");
        assertThat(body(asAdmin("POST", path, "{}")).get("state").asString()).isEqualTo("EXPIRED");
    }

    @Test
    void aKeyWithALifetimeExpires() {
        String storefront = storefront("{}");
        String id = newKey(storefront, "{\"name\":\"short\",\"lifetime\":\"PT1M\"}")
                .get("keyId")
                .asString();
        String successor = body(asAdmin("POST", keys(storefront) + "/" + id + "/rotate", ""))
                .get("keyId")
                .asString();
        assertThat(jdbc.queryForObject(
                        "select expires_at - created_at = interval '1 minute' from storefront_key where id = ?::uuid",
                        Boolean.class,
                        successor))
                .as("the successor has the same lifetime")
                .isTrue();
    }

    @Test
    void aRevokedKeyIsRefusedByTheSecondInstance(@Autowired Environment first) {
        String storefront = storefront("{}");
        JsonNode created = newKey(storefront, NAMED);
        String key = created.get("key").asString();
        try (SecondInstance second = new SecondInstance(first)) {
            HttpRequest.Builder there = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:%d%s".formatted(second.port(), LIST)))
                    .header("Authorization", "Bearer " + key);
            assertThat(send(there).statusCode()).isEqualTo(200);

            HttpResponse<String> revoked = asAdmin(
                    "POST", keys(storefront) + "/" + created.get("keyId").asString() + "/revoke", "");
            assertThat(revoked.statusCode()).isEqualTo(200);
            assertThat(body(revoked).get("state").asString()).isEqualTo("REVOKED");
            assertThat(statusWith(key)).as("at once where it was revoked").isEqualTo(401);
            await().pollInterval(Duration.ofMillis(20)).until(() -> send(there).statusCode() == 401);
        }
    }

    @Test
    void theLastUseIsRecorded() {
        String storefront = storefront("{}");
        JsonNode used = newKey(storefront, NAMED);
        newKey(storefront, NAMED);
        statusWith(used.get("key").asString());
        await().until(() -> jdbc.queryForList(
                        "select id::text from storefront_key where storefront = ? and last_used_at is not null",
                        String.class,
                        storefront)
                .equals(List.of(used.get("keyId").asString())));
    }

    /** A flood of unknown keys would otherwise be a flood of queries, which this lock would hold up. */
    @Test
    void noKeyCostsAStatement() throws Exception {
        String key = keyOfStorefront("{}");
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement lock = connection.createStatement()) {
                lock.execute("lock table storefront, storefront_key, storefront_version in access exclusive mode");
            }
            for (int i = 0; i < 20; i++) {
                assertThat(statusWith("csk_00000000_" + UUID.randomUUID())).isEqualTo(401);
                assertThat(statusWith(key)).isEqualTo(200);
            }
            connection.rollback();
        }
    }

    /** The key is shown once: an answer of 503 would be the end of it, and of the key that it replaces. */
    @Test
    void aNewKeyIsShownAlthoughItCannotBeReadAgainAtOnce(@Autowired Environment environment) {
        String storefront = storefront("{}");
        JdbcTemplate owner = owner(environment);
        String service = environment.getRequiredProperty("spring.datasource.username");
        HttpResponse<String> created;
        owner.execute(
                "revoke select on storefront from %1$s; grant select (id) on storefront to %1$s".formatted(service));
        try {
            created = asAdmin("POST", keys(storefront), NAMED);
        } finally {
            owner.execute("grant select on storefront to %s".formatted(service));
        }
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        await().until(() -> statusWith(body(created).get("key").asString()) == 200);
    }

    /** As after the process was frozen: what it knows is old, and nothing has failed yet. */
    @Test
    void aKeyIsNotAcceptedByWhatWasKnownLongAgo(@Autowired MeterRegistry meters) throws Exception {
        String storefront = storefront("{}");
        JsonNode created = newKey(storefront, NAMED);
        String key = created.get("key").asString();
        assertThat(statusWith(key)).isEqualTo(200);
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement frozen = connection.createStatement()) {
                frozen.execute("lock table storefront_version in access exclusive mode");
                frozen.execute("update storefront_key set revoked_at = now(), revoked_by = 'a test' where id = '%s'"
                        .formatted(created.get("keyId").asString()));
            }
            await().until(() -> meters.get("checkout.keys.age").timeGauge().value(TimeUnit.MILLISECONDS) > 600);
            CompletableFuture<HttpResponse<String>> answer = sendWithoutWaiting(request(LIST, key));
            assertThatThrownBy(() -> answer.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            connection.commit();
            assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(401);
        }
    }

    private static JdbcTemplate owner(Environment environment) {
        return new JdbcTemplate(new DriverManagerDataSource(
                environment.getRequiredProperty("spring.datasource.url"),
                environment.getRequiredProperty("spring.flyway.user"),
                environment.getRequiredProperty("spring.flyway.password")));
    }

    @Test
    void aStorefrontHasAtMostTwentyValidKeys() {
        String storefront = storefront("{}");
        IntStream.range(0, 20).forEach(i -> newKey(storefront, NAMED));
        HttpResponse<String> tooMany = asAdmin("POST", keys(storefront), NAMED);
        assertThat(tooMany.statusCode()).isEqualTo(422);
        assertThat(type(tooMany)).isEqualTo("urn:checkout:problem:too-many-storefront-keys");
    }

    @Test
    void onlyAdminsManageKeys() {
        String storefront = storefront("{}");
        for (String user : List.of("viewer", "operator")) {
            assertThat(asUser(user, "GET", STOREFRONTS, "").statusCode()).isEqualTo(403);
            HttpResponse<String> refused = asUser(user, "POST", keys(storefront), NAMED);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(type(refused)).isEqualTo("urn:checkout:problem:forbidden");
        }
        assertThat(get(STOREFRONTS, ONE).statusCode()).isEqualTo(401);
        assertThat(get(keys("one"), ONE).statusCode()).isEqualTo(401);
    }

    @Test
    void storefrontsOfTheSettingsAreRowsAndTheirKeysKeepWorking() {
        assertThat(statusWith(ONE)).isEqualTo(200);
        assertThat(asAdmin("GET", STOREFRONTS + "/one", "").statusCode()).isEqualTo(200);
        String key = newKey("one", NAMED).get("key").asString();
        UUID checkout = placed();
        assertThat(get(LIST + "/" + checkout, key).statusCode()).isEqualTo(200);
    }

    @Test
    void storefrontsAreListedInPages() {
        String id = storefront("{\"writesPerSecond\":7}");
        storefront("{}");
        HttpResponse<String> page = asAdmin("GET", STOREFRONTS + "?limit=1", "");
        assertThat(body(page).get("storefronts")).hasSize(1);
        assertThat(body(page).get("nextCursor")).isEqualTo(body(page).at("/storefronts/0/id"));
        assertThat(body(asAdmin("GET", STOREFRONTS + "/" + id, ""))
                        .at("/limits")
                        .toString())
                .isEqualTo("{\"writesPerSecond\":7}");
        HttpResponse<String> changed = asAdmin("PUT", STOREFRONTS + "/" + id + "/limits", "{\"maxInFlight\":3}");
        assertThat(body(changed).at("/limits").toString()).isEqualTo("{\"maxInFlight\":3}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            POST | /v1/admin/storefronts             | {}                                         | 400 | id
            POST | /v1/admin/storefronts             | {"id":"a b"}                               | 400 | id
            POST | /v1/admin/storefronts             | {"id":"one"}                               | 409 | one
            POST | /v1/admin/storefronts             | {"id":"x","limits":{"readBurst":0}}        | 400 | limits.readBurst
            PUT  | /v1/admin/storefronts/one/limits  | {"writesPerSecond":1000001}                | 400 | writesPerSecond
            PUT  | /v1/admin/storefronts/none/limits | {}                                         | 404 | storefronts
            GET  | /v1/admin/storefronts/none/keys   | ~~                                         | 404 | storefronts
            GET  | /v1/admin/storefronts?limit=0     | ~~                                         | 400 | limit
            POST | /v1/admin/storefronts/none/keys   | {"name":"n"}                               | 404 | storefronts
            POST | /v1/admin/storefronts/one/keys    | {}                                         | 400 | name
            POST | /v1/admin/storefronts/one/keys    | {"name":"n","lifetime":"PT1S"}             | 400 | lifetime
            POST | /v1/admin/storefronts/one/keys    | {"name":"n","lifetime":"soon"}             | 400 | lifetime
            POST | /v1/admin/storefronts/one/keys/x/rotate | {}                                   | 404 | keyId
            POST | /v1/admin/storefronts/one/keys/01890000-0000-7000-8000-000000000001/revoke | {} | 404 | keyId
            POST | /v1/admin/storefronts/one/keys/01890000-0000-7000-8000-000000000001/rotate | {"overlap":"P31D"} | 400 | overlap
            """)
    void explainsWhatIsWrong(String method, String path, String body, int status, String mention) {
        HttpResponse<String> answer = asAdmin(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(body(answer).at("/detail").asString()).contains(mention);
    }

    private List<String> states(String storefront) {
        return body(asAdmin("GET", keys(storefront), ""))
                .get("keys")
                .valueStream()
                .map(key -> key.get("state").asString())
                .toList();
    }
}
