package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Creates, changes and checks out carts for a test. */
abstract class RunningCarts extends RunningReturns {
    static String newId() {
        return "cart-" + UUID.randomUUID();
    }

    /** A request for a cart; a header whose value is null is left out. */
    HttpRequest.Builder cartRequest(
            String storefront, String method, String id, String header, @Nullable String value, String body) {
        HttpRequest.Builder request = request("/v1/carts/" + id, storefront)
                .header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return value == null ? request : request.header(header, value);
    }

    HttpResponse<String> create(String id, String body) {
        return send(cartRequest(ONE, "PUT", id, "If-None-Match", "*", body));
    }

    HttpResponse<String> put(String id, @Nullable String tag, String body) {
        return send(cartRequest(ONE, "PUT", id, "If-Match", tag, body));
    }

    HttpResponse<String> patch(String id, @Nullable String tag, String body) {
        return send(cartRequest(ONE, "PATCH", id, "If-Match", tag, body));
    }

    HttpResponse<String> delete(String id, @Nullable String tag) {
        return send(cartRequest(ONE, "DELETE", id, "If-Match", tag, ""));
    }

    HttpResponse<String> read(String id) {
        return get("/v1/carts/" + id, ONE);
    }

    /** A new cart with one line, and its id. */
    String created(String sku, int quantity) {
        String id = newId();
        HttpResponse<String> answer = create(id, lines(sku, quantity));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return id;
    }

    static String tag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    long version(String id) {
        return body(read(id)).at("/version").asLong();
    }

    HttpResponse<String> checkOut(String key, String cart, long version) {
        return place(key, checkout(cart, version));
    }

    static String checkout(String cart, long version) {
        return """
                {"customerId":"c-1","cart":{"id":"%s","version":%d},"payment":{"method":"card","token":"tok_ok"}}""".formatted(cart, version);
    }

    /** Checks out the cart as it is now, and returns the checkout. */
    UUID checkedOut(String cart) {
        HttpResponse<String> answer = checkOut(UUID.randomUUID().toString(), cart, version(cart));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return UUID.fromString(body(answer).at("/checkoutId").asString());
    }

    /** Changes the price of a product and waits until the catalogue shows it. */
    void price(String sku, long minor) {
        jdbc.update("""
                insert into product (sku, name, description, price_minor, currency) values (?, ?, '', ?, 'EUR')
                on conflict (sku) do update set price_minor = excluded.price_minor
                """, sku, sku, minor);
        String amount = "%d.%02d".formatted(minor / 100, minor % 100);
        await().until(() -> body(get("/v1/products", ONE))
                .at("/products")
                .valueStream()
                .anyMatch(product -> product.at("/sku").asString().equals(sku)
                        && product.at("/price/amount").asString().equals(amount)));
    }

    /** The quantities by SKU, as JSON. */
    static String patchOf(String quantities) {
        return "{\"lines\":{%s}}".formatted(quantities);
    }

    static void assertLines(JsonNode cart, String... lines) {
        assertThat(cart.at("/lines")
                        .valueStream()
                        .map(line -> line.at("/sku").asString() + " "
                                + line.at("/quantity").asInt()))
                .containsExactly(lines);
    }
}
