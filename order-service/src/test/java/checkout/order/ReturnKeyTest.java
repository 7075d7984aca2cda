package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Fails if a repeated request records a second return, or if a key stands for two requests. */
class ReturnKeyTest extends RunningReturns {
    private final String key = UUID.randomUUID().toString();

    @Test
    void repeatsTheFirstAnswerToTheSameRequest() {
        UUID checkout = confirmed();
        HttpResponse<String> first = requestReturn(checkout, key, lines("TEA-001", 2));
        UUID returned = UUID.fromString(body(first).at("/returnId").asString());
        complete(checkout, returned);
        awaitStatus(checkout, returned, "ACCEPTED");
        HttpResponse<String> again = requestReturn(checkout, key, " " + lines("TEA-001", 2));
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(body(again)).isEqualTo(body(first));
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
    }

    @Test
    void recordsOneReturnForConcurrentRequestsWithOneKey() {
        UUID checkout = confirmed();
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 10)
                .mapToObj(i -> sendWithoutWaiting(returnRequest(checkout, key, lines("TEA-001", 1))))
                .toList();
        assertThat(answers.stream().map(answer -> answer.join().statusCode()))
                .contains(202)
                .allMatch(status -> status == 202 || status == 409);
        assertThat(body(get("/v1/checkouts/%s/returns".formatted(checkout), ONE))
                        .at("/returns"))
                .hasSize(1);
    }

    @Test
    void refusesAKeyThatWasUsedForAnotherReturn() {
        UUID checkout = confirmed();
        requestReturn(checkout, key, lines("TEA-001", 1));
        assertProblem(requestReturn(checkout, key, lines("TEA-001", 2)), 422, "idempotency-key-reused");
    }

    @Test
    void scopesKeysToTheStorefront() {
        UUID checkout = UUID.fromString(body(place(key, CART)).at("/checkoutId").asString());
        confirm(checkout);
        await().until(() -> status(checkout).equals("CONFIRMED"));
        assertProblem(requestReturn(checkout, key, lines("TEA-001", 1)), 422, "idempotency-key-reused");
        String other = UUID.randomUUID().toString();
        assertThat(requestReturn(checkout, other, lines("TEA-001", 1)).statusCode())
                .isEqualTo(202);
        assertProblem(requestReturn(confirmed(), other, lines("TEA-001", 1)), 422, "idempotency-key-reused");
        assertThat(place(other, CART).statusCode()).isEqualTo(422);
    }

    @Test
    void looksAtTheKeyBeforeTheStateOfTheCheckout() {
        UUID checkout = confirmed();
        HttpResponse<String> all = requestReturn(checkout, key, lines("TEA-001", 2));
        assertThat(all.statusCode()).isEqualTo(202);
        HttpResponse<String> again = requestReturn(checkout, key, lines("TEA-001", 2));
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(body(again)).isEqualTo(body(all));
        assertProblem(requestReturn(checkout, key, lines("TEA-001", 3)), 422, "idempotency-key-reused");
    }

    @Test
    void doesNotUseUpTheKeyOfARefusedRequest() {
        UUID checkout = confirmed();
        assertProblem(requestReturn(checkout, key, lines("TEA-001", 3)), 409, "return-exceeds-purchase");
        assertThat(requestReturn(checkout, key, lines("TEA-001", 2)).statusCode())
                .isEqualTo(202);
    }

    @Test
    void requiresAKey() {
        assertProblem(
                send(request("/v1/checkouts/%s/returns".formatted(placed()), ONE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(lines("TEA-001", 1)))),
                400,
                "idempotency-key-missing");
    }
}
