package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Fails if a checkout is placed after its storefront was told that it is not, or if a 503 does not say which it is. */
@TestPropertySource(properties = {"checkout.intake.patience=1s", "checkout.intake.most=5"})
class OverloadTest extends RunningOrderService {
    private static final String BUSY = "urn:checkout:problem:busy";
    private static final String UNKNOWN = "urn:checkout:problem:outcome-unknown";

    @Autowired
    private DataSource dataSource;

    @Test
    void saysOfEveryRequestWhetherItMayStillBePlaced() throws Exception {
        Map<String, CompletableFuture<HttpResponse<String>>> answers = new HashMap<>();
        try (Connection gate = dataSource.getConnection()) {
            gate.setAutoCommit(false);
            try (Statement lock = gate.createStatement()) {
                lock.execute("lock table orders in share mode");
            }
            for (int i = 0; i < 51; i++) {
                String key = UUID.randomUUID().toString();
                answers.put(key, sendWithoutWaiting(placement(key)));
            }
            CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                    .join();
            gate.rollback();
        }
        // the writer takes requests in their order, so all earlier ones are decided when this one is placed
        placed();

        answers.forEach((key, answer) -> {
            HttpResponse<String> response = answer.join();
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
            if (type(response).equals(BUSY)) {
                assertThat(body(response).at("/outcome").asString()).isEqualTo("not-placed");
                assertThat(body(response).at("/detail").asString()).contains("has not placed the checkout");
                assertThat(orders(key)).isZero();
            } else {
                assertThat(type(response)).isEqualTo(UNKNOWN);
                assertThat(body(response).at("/outcome").asString()).isEqualTo("unknown");
                assertThat(body(response).at("/detail").asString()).contains("may have placed the checkout");
                // none if the wait for the lock took too long
                assertThat(orders(key)).isBetween(0, 1);
            }
        });
        assertThat(answers.values().stream().map(answer -> type(answer.join()))).contains(BUSY, UNKNOWN);
        answers.keySet()
                .forEach(key -> assertThat(place(key, CART).statusCode()).isEqualTo(202));
        assertThat(answers.keySet()).allMatch(key -> orders(key) == 1);
    }

    /** Its server cannot tell, so what is true for every unanswered request is true for it. */
    @Test
    void findsWhatAClientThatHungUpHasPlaced() throws Exception {
        String key = UUID.randomUUID().toString();
        try (Connection gate = dataSource.getConnection()) {
            gate.setAutoCommit(false);
            try (Statement lock = gate.createStatement()) {
                lock.execute("lock table orders in share mode");
            }
            CompletableFuture<HttpResponse<String>> abandoned = sendWithoutWaiting(placement(key));
            await().until(() -> Boolean.TRUE.equals(jdbc.queryForObject(
                    "select exists (select from pg_locks where relation = 'orders'::regclass and not granted)",
                    Boolean.class)));
            abandoned.cancel(true);
            gate.rollback();
        }
        await().until(() -> place(key, CART).statusCode() == 202);
        assertThat(orders(key)).isEqualTo(1);
    }

    private HttpRequest.Builder placement(String key) {
        return request("/v1/checkouts", ONE)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(CART));
    }

    private String type(HttpResponse<String> response) {
        return body(response).at("/type").asString();
    }

    private int orders(String key) {
        return java.util.Objects.requireNonNull(jdbc.queryForObject(
                "select count(*) from orders where id in (select checkout_id from idempotency_key where key = ?)",
                Integer.class,
                key));
    }
}
