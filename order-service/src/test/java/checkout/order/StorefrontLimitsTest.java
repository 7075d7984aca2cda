package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Fails if a storefront exceeds its limits, is refused within them, or suffers from another at its limits. */
class StorefrontLimitsTest extends RunningStorefronts {
    @Autowired
    private DataSource dataSource;

    @Test
    void tellsTheLimitWithEveryAnswer() {
        String key = keyOfStorefront("{\"writesPerSecond\":1,\"writeBurst\":5,\"readsPerSecond\":10,\"readBurst\":30}");

        HttpResponse<String> accepted = send(placement(key));
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.headers().firstValue("RateLimit-Policy")).hasValue("\"writes\";q=5;w=5");
        assertThat(accepted.headers().firstValue("RateLimit")).hasValue("\"writes\";r=4;t=1");

        HttpResponse<String> unknown = get("/v1/checkouts/01890000-0000-7000-8000-000000000001", key);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("RateLimit-Policy")).hasValue("\"reads\";q=30;w=3");
        assertThat(unknown.headers().firstValue("RateLimit")).hasValue("\"reads\";r=29;t=1");
    }

    @Test
    void refusesMoreThanTheBurst() {
        String key = keyOfStorefront("{\"readsPerSecond\":1,\"readBurst\":2}");
        List<HttpResponse<String>> answers = IntStream.range(0, 4)
                .mapToObj(i -> get("/v1/checkouts", key))
                .filter(answer -> answer.statusCode() != 200)
                .toList();
        assertThat(answers).isNotEmpty().allSatisfy(refused -> {
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(refused.headers().firstValue("RateLimit")).hasValue("\"reads\";r=0;t=1");
            assertThat(type(refused)).isEqualTo("urn:checkout:problem:rate-limited");
            assertThat(body(refused).at("/violated-policies/0").asString()).isEqualTo("reads");
            assertThat(body(refused).at("/detail").asString()).contains("1 reads in 1 s, and 2 at once");
        });
        assertThat(send(placement(key)).statusCode())
                .as("reading does not use up what may be written")
                .isEqualTo(202);
        await().until(() -> get("/v1/checkouts", key).statusCode() == 200);
    }

    @Test
    void aChangedLimitHoldsWithoutARestart() {
        String storefront = storefront("{}");
        String key = newKey(storefront, "{\"name\":\"test\"}").get("key").asString();
        assertThat(policy(key)).isEqualTo("\"reads\";q=10000;w=2");
        asAdmin("PUT", STOREFRONTS + "/" + storefront + "/limits", "{\"readsPerSecond\":50}");
        assertThat(policy(key)).isEqualTo("\"reads\";q=100;w=2");
    }

    private String policy(String key) {
        return get("/v1/checkouts", key)
                .headers()
                .firstValue("RateLimit-Policy")
                .orElseThrow();
    }

    /** Its requests wait for the database here. None of them may take what another storefront needs. */
    @Test
    void slowRequestsOfAStorefrontUseUpOnlyItsOwnShare() throws Exception {
        String slow = keyOfStorefront("{\"maxInFlight\":3}");
        String other = keyOfStorefront("{}");
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        try (Connection gate = dataSource.getConnection()) {
            gate.setAutoCommit(false);
            try (Statement lock = gate.createStatement()) {
                lock.execute("lock table orders in share mode");
            }
            List<CompletableFuture<HttpResponse<String>>> four = IntStream.range(0, 4)
                    .mapToObj(i -> sendWithoutWaiting(placement(slow)))
                    .toList();
            CompletableFuture.anyOf(four.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
            CompletableFuture<HttpResponse<String>> first =
                    four.stream().filter(CompletableFuture::isDone).findFirst().orElseThrow();
            four.stream().filter(answer -> answer != first).forEach(waiting::add);
            HttpResponse<String> refused = first.join();
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(type(refused)).isEqualTo("urn:checkout:problem:too-many-in-flight");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(get("/v1/checkouts", other).statusCode()).isEqualTo(200);
            waiting.add(sendWithoutWaiting(placement(other)));
            gate.rollback();
        }
        assertThat(waiting).hasSize(4).allSatisfy(answer -> assertThat(
                        answer.get(10, TimeUnit.SECONDS).statusCode())
                .isEqualTo(202));
        assertThat(send(placement(slow)).statusCode())
                .as("its share is free again")
                .isEqualTo(202);
    }

    /** Each occupies a connection, of which there are only so many for all storefronts. */
    @Test
    void aStorefrontHasOnlySoManyStreams() {
        String key = keyOfStorefront("{}");
        String checkout = body(send(placement(key))).get("checkoutId").asString();
        String events = "/v1/checkouts/" + checkout + "/events";
        List<CompletableFuture<HttpResponse<String>>> streams = new ArrayList<>();
        IntStream.range(0, 4).forEach(i -> streams.add(sendWithoutWaiting(request(events, key))));
        await().until(() -> streams.stream().anyMatch(CompletableFuture::isDone));
        HttpResponse<String> refused = streams.stream()
                .filter(CompletableFuture::isDone)
                .findFirst()
                .orElseThrow()
                .join();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(type(refused)).isEqualTo("urn:checkout:problem:too-many-streams");
        HttpResponse<String> encoded = sendWithoutWaiting(request("/v1/checkouts/" + checkout + "/event%73", key))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        assertThat(encoded.statusCode()).as("the same path, percent-encoded").isEqualTo(429);
        assertThat(type(encoded)).isEqualTo("urn:checkout:problem:too-many-streams");

        assertThat(streams).filteredOn(CompletableFuture::isDone).hasSize(1);
        assertThat(get("/v1/checkouts/" + checkout, key).statusCode())
                .as("its status can be read all the same")
                .isEqualTo(200);
        streams.forEach(stream -> stream.cancel(true));
    }

    @Test
    void oneStorefrontAtTenTimesItsLimitDoesNotDisturbAnother() throws Exception {
        String noisy = keyOfStorefront("{\"writesPerSecond\":20,\"writeBurst\":20}");
        String neighbour = keyOfStorefront("{\"writesPerSecond\":100,\"writeBurst\":100}");
        List<CompletableFuture<HttpResponse<String>>> noisyAnswers = new ArrayList<>();
        List<CompletableFuture<HttpResponse<String>>> neighbourAnswers = new ArrayList<>();
        int tenths = 20;
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            for (int tenth = 0; tenth < tenths; tenth++) {
                var unused = clock.schedule(
                        () -> {
                            IntStream.range(0, 20).forEach(i -> noisyAnswers.add(sendWithoutWaiting(placement(noisy))));
                            IntStream.range(0, 3)
                                    .forEach(i -> neighbourAnswers.add(sendWithoutWaiting(placement(neighbour))));
                        },
                        100L * tenth,
                        TimeUnit.MILLISECONDS);
            }
        }
        List<Integer> noisyStatuses =
                noisyAnswers.stream().map(answer -> answer.join().statusCode()).toList();
        assertThat(noisyStatuses).hasSize(20 * tenths).containsOnly(202, 429);
        // the burst, and what is refilled in the seconds that the requests took
        assertThat(noisyStatuses.stream().filter(status -> status == 202).count())
                .isBetween(40L, 120L);
        assertThat(neighbourAnswers).hasSize(3 * tenths);
        assertThat(neighbourAnswers.stream().map(answer -> answer.join().statusCode()))
                .containsOnly(202);
    }
}
