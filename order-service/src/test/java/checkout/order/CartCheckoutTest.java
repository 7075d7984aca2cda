package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Fails if a checkout buys anything but the version of the cart that it names, or if a cart is bought twice. */
class CartCheckoutTest extends RunningCarts {
    @Autowired
    private DataSource dataSource;

    @Test
    void buysTheLinesOfTheVersion() {
        String cart = created("TEA-001", 2);
        patch(cart, tag(read(cart)), patchOf("\"CUP-001\":1"));
        UUID checkout = checkedOut(cart);
        assertLines(view(checkout), "TEA-001 2", "CUP-001 1");
        assertThat(view(checkout).at("/total/amount").asString()).isEqualTo("34.88");
        JsonNode taken = body(read(cart));
        assertThat(taken.at("/status").asString()).isEqualTo("CHECKED_OUT");
        assertThat(taken.at("/checkoutId").asString()).isEqualTo(checkout.toString());
    }

    @Test
    void refusesAVersionThatIsNotCurrent() {
        String cart = created("TEA-001", 2);
        long seen = version(cart);
        patch(cart, tag(read(cart)), patchOf("\"CUP-001\":1"));
        String key = UUID.randomUUID().toString();
        HttpResponse<String> stale = checkOut(key, cart, seen);
        assertProblem(stale, 409, "cart-changed");
        assertThat(body(stale).at("/version").asLong()).isEqualTo(version(cart));
        assertThat(tag(stale)).isEqualTo(tag(read(cart)));
        assertThat(checkOut(key, cart, version(cart)).statusCode())
                .as("a refused request does not use up its key")
                .isEqualTo(202);
    }

    @Test
    void buysACartOnce() {
        String cart = created("TEA-001", 2);
        long version = version(cart);
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = checkOut(key, cart, version);
        HttpResponse<String> again = checkOut(key, cart, version);
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(body(again)).isEqualTo(body(first));
        HttpResponse<String> otherKey = checkOut(UUID.randomUUID().toString(), cart, version);
        assertProblem(otherKey, 409, "cart-checked-out");
        assertThat(body(otherKey).at("/checkoutId")).isEqualTo(body(first).at("/checkoutId"));
    }

    @Test
    void lockedForChangesUntilTheCheckoutIsRejected() {
        String cart = created("TEA-001", 2);
        String seen = tag(read(cart));
        UUID checkout = checkedOut(cart);
        for (String tag : List.of(seen, tag(read(cart)))) {
            assertProblem(patch(cart, tag, patchOf("\"TEA-001\":3")), 409, "cart-checked-out");
            assertProblem(put(cart, tag, lines("TEA-001", 3)), 409, "cart-checked-out");
            assertProblem(delete(cart, tag), 409, "cart-checked-out");
        }
        assertProblem(create(cart, lines("TEA-001", 3)), 409, "cart-checked-out");
        reject(checkout, "OUT_OF_STOCK");
        await().until(() -> status(checkout).equals("REJECTED"));
        JsonNode open = body(read(cart));
        assertThat(open.at("/status").asString()).isEqualTo("OPEN");
        assertThat(open.has("checkoutId")).isFalse();
        assertLines(open, "TEA-001 2");
        assertThat(patch(cart, seen, patchOf("\"TEA-001\":1")).statusCode())
                .as("the lines are those of the version that was seen")
                .isEqualTo(200);
        assertLines(view(checkedOut(cart)), "TEA-001 1");
    }

    @Test
    void buysTheSameVersionAgainAfterARejection() {
        String cart = created("TEA-001", 2);
        long version = version(cart);
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = checkOut(key, cart, version);
        UUID checkout = UUID.fromString(body(first).at("/checkoutId").asString());
        reject(checkout, "PAYMENT_DECLINED");
        await().until(() -> status(checkout).equals("REJECTED"));
        assertThat(body(checkOut(key, cart, version)))
                .as("its key has its answer")
                .isEqualTo(body(first));
        HttpResponse<String> second = checkOut(UUID.randomUUID().toString(), cart, version);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(body(second).at("/checkoutId")).isNotEqualTo(body(first).at("/checkoutId"));
        assertThat(body(read(cart)).at("/checkoutId")).isEqualTo(body(second).at("/checkoutId"));
    }

    @Test
    void staysCheckedOutWhenConfirmed() {
        String cart = created("TEA-001", 2);
        UUID checkout = checkedOut(cart);
        confirm(checkout);
        await().until(() -> status(checkout).equals("CONFIRMED"));
        assertProblem(checkOut(UUID.randomUUID().toString(), cart, version(cart)), 409, "cart-checked-out");
    }

    @Test
    void buysACartOnceForManyKeysAtOnce() {
        for (int round = 0; round < 5; round++) {
            String cart = created("TEA-001", 2);
            long version = version(cart);
            List<HttpResponse<String>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> sendWithoutWaiting(request("/v1/checkouts", ONE)
                            .header("Idempotency-Key", UUID.randomUUID().toString())
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(checkout(cart, version)))))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202, 409);
            assertThat(answers.stream().filter(answer -> answer.statusCode() == 202))
                    .hasSize(1);
            String winner = body(read(cart)).at("/checkoutId").asString();
            assertThat(answers)
                    .extracting(answer -> body(answer).at("/checkoutId").asString())
                    .containsOnly(winner);
        }
    }

    @Test
    void buysWhatItNamesWhileTheCartIsChanged() {
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        int bought = 0;
        for (int round = 0; round < 40; round++) {
            String cart = created("TEA-001", 1);
            String tag = tag(read(cart));
            long version = version(cart);
            var edit = sendWithoutWaiting(
                    cartRequest(ONE, "PATCH", cart, "If-Match", tag, patchOf("\"TEA-001\":2,\"CUP-001\":1")));
            var checkout = sendWithoutWaiting(request("/v1/checkouts", ONE)
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(checkout(cart, version))));
            all.add(edit);
            if (checkout.join().statusCode() == 202) {
                bought++;
                assertLines(body(checkout.join()), "TEA-001 1");
                assertProblem(edit.join(), 409, "cart-checked-out");
            } else {
                assertProblem(checkout.join(), 409, "cart-changed");
                assertThat(edit.join().statusCode()).isEqualTo(200);
                assertLines(body(read(cart)), "TEA-001 2", "CUP-001 1");
            }
        }
        assertThat(all).hasSize(40);
        assertThat(bought).as("carts that were bought before they were changed").isBetween(0, 40);
    }

    @Test
    void aLockedCartDelaysNoOtherCheckout() throws Exception {
        String cart = created("TEA-001", 2);
        long version = version(cart);
        try (Connection stranger = dataSource.getConnection();
                PreparedStatement lock = stranger.prepareStatement("select from cart where id = ? for update")) {
            stranger.setAutoCommit(false);
            lock.setString(1, cart);
            lock.execute();
            CompletableFuture<HttpResponse<String>> locked = sendWithoutWaiting(request("/v1/checkouts", ONE)
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(checkout(cart, version))));
            assertThat(place(UUID.randomUUID().toString(), CART).statusCode()).isEqualTo(202);
            HttpResponse<String> refused = locked.get(2, TimeUnit.SECONDS);
            assertProblem(refused, 503, "busy");
            assertThat(body(refused).at("/outcome").asString()).isEqualTo("not-placed");
            stranger.rollback();
        }
        assertThat(checkOut(UUID.randomUUID().toString(), cart, version).statusCode())
                .isEqualTo(202);
    }

    @Test
    void knowsNoCartOfAnotherStorefront() {
        String cart = created("TEA-001", 2);
        HttpResponse<String> others = send(request("/v1/checkouts", TWO)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(checkout(cart, version(cart)))));
        assertProblem(others, 404, "unknown-cart");
    }

    @Test
    void refusesAnEmptyCart() {
        String cart = newId();
        create(cart, "{\"lines\":[]}");
        assertProblem(checkOut(UUID.randomUUID().toString(), cart, version(cart)), 409, "cart-empty");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"id":"c"}                                      | invalid-checkout
            {"version":1}                                   | invalid-checkout
            {"id":"c","version":"1"}                        | invalid-body
            {"id":"c","version":1.5}                        | invalid-body
            {"id":"c","version":99999999999999999999}       | invalid-body
            {"id":"-","version":1}                          | invalid-cart-id
            {"id":"c","version":1,"lines":[]}               | invalid-body
            "c"                                             | invalid-body
            {"id":"c","version":1},"lines":[]               | invalid-checkout
            """)
    void explainsWhatIsWrongWithTheCartOfACheckout(String cart, String type) {
        assertProblem(
                place(
                        UUID.randomUUID().toString(),
                        "{\"customerId\":\"c-1\",\"cart\":%s,\"payment\":{\"method\":\"card\",\"token\":\"tok_ok\"}}"
                                .formatted(cart)),
                400,
                type);
    }
}
