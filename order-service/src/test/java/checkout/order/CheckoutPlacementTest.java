package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.testinfra.SpanCollector.CollectedSpan;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Fails if an accepted checkout is not committed, or if one request can place two checkouts. */
class CheckoutPlacementTest extends RunningOrderService {
    @Test
    void acceptsAndPricesACart() {
        HttpResponse<String> answer = place(UUID.randomUUID().toString(), CART);
        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode checkout = body(answer);
        assertThat(checkout.at("/status").asString()).isEqualTo("PENDING");
        assertThat(checkout.at("/total/amount").asString()).isEqualTo("19.98");
        assertThat(checkout.at("/total/currency").asString()).isEqualTo("EUR");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Location"))
                .hasValue("/v1/checkouts/" + checkout.at("/checkoutId").asString());
    }

    @Test
    void writesTheOrderAndItsEventTogether() {
        UUID checkout = placed();
        assertThat(jdbc.queryForList(
                        "select type from outbox where message_key = ?", String.class, checkout.toString()))
                .containsExactly("orders.OrderPlaced.v1");
    }

    @Test
    void continuesTheTraceOfTheCaller() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        HttpResponse<String> answer = send(request("/v1/checkouts", ONE)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(CART)));
        CollectedSpan span = await().until(() -> COLLECTOR.of(trace), spans -> !spans.isEmpty())
                .getFirst();
        assertThat(span.name()).isEqualTo("POST /v1/checkouts");
        assertThat(span.parentId()).isEqualTo("00f067aa0ba902b7");
        assertThat(jdbc.queryForObject(
                        "select traceparent from outbox where message_key = ?",
                        String.class,
                        body(answer).at("/checkoutId").asString()))
                .isEqualTo(span.traceparent());
    }

    @Test
    void repeatsTheFirstAnswerToTheSameRequest() {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = place(key, CART);
        HttpResponse<String> again = place(key, " " + CART.replace(",", ", "));
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(body(again)).isEqualTo(body(first));
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    }

    @Test
    void repeatsTheFirstAnswerAfterTheCheckoutHasEnded() {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = place(key, CART);
        UUID checkout = UUID.fromString(body(first).at("/checkoutId").asString());
        confirm(checkout);
        org.awaitility.Awaitility.await().until(() -> body(get("/v1/checkouts/" + checkout, ONE))
                .at("/status")
                .asString()
                .equals("CONFIRMED"));
        assertThat(body(place(key, CART))).isEqualTo(body(first));
    }

    @Test
    void refusesAKeyThatWasUsedForAnotherCart() {
        String key = UUID.randomUUID().toString();
        place(key, CART);
        HttpResponse<String> other = place(key, CART.replace("\"quantity\":2", "\"quantity\":3"));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(body(other).at("/type").asString()).isEqualTo("urn:checkout:problem:idempotency-key-reused");
    }

    @Test
    void repeatsTheFirstAnswerAfterTheProductHasLeftTheCatalogue() {
        jdbc.update("insert into product values ('GONE-1', 'Soon gone', '', 250, 'EUR')");
        await().until(() -> get("/v1/products", ONE).body().contains("GONE-1"));
        String key = UUID.randomUUID().toString();
        String cart = CART.replace("TEA-001", "GONE-1");
        HttpResponse<String> first = place(key, cart);
        assertThat(first.statusCode()).isEqualTo(202);
        jdbc.update("delete from product where sku = 'GONE-1'");
        await().until(() -> !get("/v1/products", ONE).body().contains("GONE-1"));

        HttpResponse<String> again = place(key, cart);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
        assertThat(body(again)).isEqualTo(body(first));
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        HttpResponse<String> other = place(key, cart.replace("\"quantity\":2", "\"quantity\":3"));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(body(other).at("/type").asString()).isEqualTo("urn:checkout:problem:idempotency-key-reused");
        assertThat(place(UUID.randomUUID().toString(), cart).statusCode()).isEqualTo(400);
    }

    @Test
    void answersWithTheTimeThatIsStored() {
        JsonNode first = body(place(UUID.randomUUID().toString(), CART));
        UUID checkout = UUID.fromString(first.at("/checkoutId").asString());
        assertThat(view(checkout).at("/placedAt")).isEqualTo(first.at("/placedAt"));
    }

    @Test
    void scopesKeysToTheStorefront() {
        String key = UUID.randomUUID().toString();
        place(key, CART);
        HttpResponse<String> others = send(request("/v1/checkouts", TWO)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(CART)));
        assertThat(others.statusCode()).isEqualTo(202);
        assertThat(others.headers().firstValue("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void placesOneCheckoutForConcurrentRequestsWithOneKey() {
        String key = UUID.randomUUID().toString();
        List<Integer> statuses = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> place(key, CART).statusCode())
                .toList();
        assertThat(statuses).contains(202).allMatch(status -> status == 202 || status == 409);
        assertThat(jdbc.queryForObject("select count(*) from idempotency_key where key = ?", Integer.class, key))
                .isEqualTo(1);
        assertThat(jdbc.queryForObject(
                        "select count(*) from orders where id in (select checkout_id from idempotency_key where key = ?)",
                        Integer.class,
                        key))
                .isEqualTo(1);
    }

    @Test
    void mergesLinesOfTheSameProduct() {
        JsonNode checkout = body(place(
                UUID.randomUUID().toString(),
                CART.replace("{\"sku\"", "{\"sku\":\"TEA-001\",\"quantity\":1},{\"sku\"")));
        assertThat(checkout.at("/lines")).hasSize(1);
        assertThat(checkout.at("/lines/0/quantity").asInt()).isEqualTo(3);
    }

    @Test
    void deletesExpiredKeys() {
        jdbc.update(
                "insert into idempotency_key values ('one', ?, 'print', uuidv7(), now() - interval '49 hours')",
                "old " + UUID.randomUUID());
        String recent = UUID.randomUUID().toString();
        place(recent, CART);
        org.awaitility.Awaitility.await()
                .until(() -> jdbc.queryForObject(
                                "select count(*) from idempotency_key where key like 'old %'", Integer.class)
                        == 0);
        assertThat(jdbc.queryForObject("select count(*) from idempotency_key where key = ?", Integer.class, recent))
                .isEqualTo(1);
    }

    /** An instance whose clock is three days behind makes the ids of checkouts from its clock. */
    @Test
    void keepsAKeyThatWasClaimedByAnInstanceWhoseClockIsBehind() {
        String key = UUID.randomUUID().toString();
        jdbc.update("""
                insert into idempotency_key (storefront, key, fingerprint, checkout_id)
                values ('one', ?, 'print', id_at(now() - interval '3 days'))
                """, key);
        jdbc.update(
                "insert into idempotency_key values ('one', 'older', 'print', uuidv7(), now() - interval '49 hours')");
        org.awaitility.Awaitility.await()
                .until(() ->
                        jdbc.queryForObject("select count(*) from idempotency_key where key = 'older'", Integer.class)
                                == 0);
        assertThat(jdbc.queryForObject("select count(*) from idempotency_key where key = ?", Integer.class, key))
                .isEqualTo(1);
    }
}
