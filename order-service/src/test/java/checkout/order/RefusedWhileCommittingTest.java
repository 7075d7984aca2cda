package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Fails if a refusal says that nothing is placed while another instance commits the same request. */
class RefusedWhileCommittingTest extends RunningCarts {
    private static final String SKU = "COMMITTING-1";

    @Autowired
    private Environment environment;

    @Test
    void aRequestThatAnotherInstanceCommitsIsInProgressWhateverItsPriceIsNow() throws Exception {
        price(SKU, 250);
        String key = UUID.randomUUID().toString();
        String body = """
                {"customerId":"%s","lines":[{"sku":"%s","quantity":2}],
                 "payment":{"method":"card","token":"tok_ok"},"expectedTotal":{"amount":"5.00","currency":"EUR"}}
                """.formatted(HeldCommits.CUSTOMER, SKU);
        CompletableFuture<HttpResponse<String>> first;
        try (HeldCommits commits = new HeldCommits(environment);
                SecondInstance second = new SecondInstance(environment)) {
            try (Connection gate = commits.hold()) {
                first = sendWithoutWaiting(placement(port, key, body));
                await().until(() -> !commits.waiting().isEmpty());
                price(SKU, 337);
                await().until(() -> offeredBy(second).contains("\"3.37\""));
                assertProblem(send(placement(second.port(), key, body)), 409, "idempotency-key-in-flight");
                assertThat(gate.isValid(1)).isTrue();
            }
            await().until(() -> send(placement(second.port(), key, body)).statusCode() == 202);
            HttpResponse<String> again = send(placement(second.port(), key, body));
            assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
            assertThat(first.join().statusCode()).isIn(202, 503);
            assertThat(jdbc.queryForList(
                            "select id::text from orders where lines like ?", String.class, "%" + SKU + "%"))
                    .containsExactly(body(again).at("/checkoutId").asString());
        }
    }

    private String offeredBy(SecondInstance instance) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/products".formatted(instance.port())))
                        .header("Authorization", "Bearer " + ONE))
                .body();
    }

    private static HttpRequest.Builder placement(int port, String key, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/checkouts".formatted(port)))
                .header("Authorization", "Bearer " + ONE)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }
}
