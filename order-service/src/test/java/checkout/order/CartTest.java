package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Fails if a cart can be emptied or overwritten by somebody who has not seen it, or if another storefront sees it. */
class CartTest extends RunningCarts {
    @Test
    void createsAndShowsACart() {
        String id = newId();
        HttpResponse<String> created =
                create(id, "{\"lines\":[{\"sku\":\"TEA-001\",\"quantity\":2},{\"sku\":\"CUP-001\",\"quantity\":1}]}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).hasValue("/v1/carts/" + id);
        HttpResponse<String> shown = read(id);
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(tag(shown)).isEqualTo(tag(created));
        JsonNode cart = body(shown);
        assertThat(cart).isEqualTo(body(created));
        assertLines(cart, "TEA-001 2", "CUP-001 1");
        assertThat(cart.at("/lines/0/price/amount").asString()).isEqualTo("9.99");
        assertThat(cart.at("/total/amount").asString()).isEqualTo("34.88");
        assertThat(cart.at("/status").asString()).isEqualTo("OPEN");
        assertThat(java.time.Instant.parse(cart.at("/expiresAt").asString()))
                .isAfter(java.time.Instant.parse(cart.at("/changedAt").asString()));
    }

    @Test
    void createsACartOnce() {
        String id = created("TEA-001", 2);
        HttpResponse<String> again = create(id, "{\"lines\":[]}");
        assertProblem(again, 412, "cart-exists");
        assertThat(tag(again)).isEqualTo(tag(read(id)));
        assertThat(body(again).at("/version").asLong()).isEqualTo(version(id));
        assertLines(body(read(id)), "TEA-001 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void changesNothingWithoutAPrecondition(String method) {
        String id = created("TEA-001", 2);
        String body = method.equals("PATCH") ? patchOf("\"TEA-001\":null") : "{\"lines\":[]}";
        assertProblem(send(cartRequest(ONE, method, id, "If-Match", null, body)), 428, "precondition-required");
        assertProblem(send(cartRequest(ONE, method, id, "If-Match", "*", body)), 428, "precondition-required");
        assertLines(body(read(id)), "TEA-001 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void answersALostRaceWithTheCurrentTag(String method) {
        String id = created("TEA-001", 2);
        String seen = tag(read(id));
        HttpResponse<String> first = patch(id, seen, patchOf("\"CUP-001\":1"));
        assertThat(first.statusCode()).isEqualTo(200);
        String body = method.equals("PATCH") ? patchOf("\"TEA-001\":null") : "{\"lines\":[]}";
        HttpResponse<String> second = send(cartRequest(ONE, method, id, "If-Match", seen, body));
        assertProblem(second, 412, "cart-changed");
        assertThat(tag(second)).isEqualTo(tag(first)).isNotEqualTo(seen);
        assertLines(body(read(id)), "TEA-001 2", "CUP-001 1");
    }

    @Test
    void answersAnUnchangedCartWith304() {
        String id = created("TEA-001", 2);
        String seen = tag(read(id));
        HttpResponse<String> unchanged = send(request("/v1/carts/" + id, ONE).header("If-None-Match", seen));
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(tag(unchanged)).isEqualTo(seen);
        patch(id, seen, patchOf("\"TEA-001\":3"));
        assertThat(send(request("/v1/carts/" + id, ONE).header("If-None-Match", seen))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void showsANewPriceAlthoughTheCartIsUnchanged() {
        price("CART-PRICE-1", 250);
        String id = created("CART-PRICE-1", 2);
        HttpResponse<String> before = read(id);
        price("CART-PRICE-1", 300);
        HttpResponse<String> after = send(request("/v1/carts/" + id, ONE).header("If-None-Match", tag(before)));
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(body(after).at("/total/amount").asString()).isEqualTo("6.00");
        assertThat(body(after).at("/version")).isEqualTo(body(before).at("/version"));
        assertThat(put(id, tag(before), lines("CART-PRICE-1", 1)).statusCode())
                .as("the price is no change of the cart")
                .isEqualTo(200);
    }

    @Test
    void keepsALineWhoseProductHasLeftTheCatalogue() {
        price("CART-GONE-1", 250);
        String id = created("CART-GONE-1", 2);
        jdbc.update("delete from product where sku = 'CART-GONE-1'");
        await().until(() -> !get("/v1/products", ONE).body().contains("CART-GONE-1"));
        JsonNode cart = body(read(id));
        assertLines(cart, "CART-GONE-1 2");
        assertThat(cart.has("total")).isFalse();
        assertThat(cart.at("/lines/0").has("price")).isFalse();
        HttpResponse<String> placed = checkOut(newId(), id, version(id));
        assertProblem(placed, 400, "invalid-checkout");
        assertLines(body(patch(id, tag(read(id)), patchOf("\"TEA-001\":1"))), "CART-GONE-1 2", "TEA-001 1");
        assertLines(body(patch(id, tag(read(id)), patchOf("\"CART-GONE-1\":null"))), "TEA-001 1");
    }

    @Test
    void mergesAPatch() {
        String id = created("TEA-001", 2);
        HttpResponse<String> patched =
                patch(id, tag(read(id)), patchOf("\"CUP-001\":1,\"TEA-001\":5,\"NEVER-THERE\":null"));
        assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
        assertLines(body(patched), "TEA-001 5", "CUP-001 1");
        assertLines(body(patch(id, tag(patched), patchOf("\"TEA-001\":null"))), "CUP-001 1");
    }

    @Test
    void keepsTheVersionIfNothingChanges() {
        String id = created("TEA-001", 2);
        HttpResponse<String> before = read(id);
        assertThat(tag(patch(id, tag(before), patchOf("")))).isEqualTo(tag(before));
        assertThat(tag(put(id, tag(before), lines("TEA-001", 2)))).isEqualTo(tag(before));
    }

    @Test
    void emptiesACartOnlyIfThatIsSaid() {
        String id = created("TEA-001", 2);
        String tag = tag(read(id));
        assertProblem(put(id, tag, "{}"), 400, "invalid-cart");
        assertProblem(put(id, tag, "{\"lines\":null}"), 400, "invalid-cart");
        assertProblem(patch(id, tag, "{\"lines\":null}"), 400, "invalid-cart");
        assertProblem(patch(id, tag, "{}"), 400, "invalid-cart");
        assertLines(body(read(id)), "TEA-001 2");
        HttpResponse<String> emptied = put(id, tag, "{\"lines\":[]}");
        assertThat(emptied.statusCode()).isEqualTo(200);
        assertLines(body(emptied));
        assertThat(body(emptied).has("total")).isFalse();
    }

    @Test
    void hidesACartFromAnotherStorefront() {
        String id = created("TEA-001", 2);
        String tag = tag(read(id));
        assertProblem(get("/v1/carts/" + id, TWO), 404, "unknown-cart");
        assertProblem(send(cartRequest(TWO, "PUT", id, "If-Match", tag, lines("CUP-001", 1))), 404, "unknown-cart");
        assertProblem(
                send(cartRequest(TWO, "PATCH", id, "If-Match", tag, patchOf("\"CUP-001\":1"))), 404, "unknown-cart");
        assertProblem(send(cartRequest(TWO, "DELETE", id, "If-Match", tag, "")), 404, "unknown-cart");
        HttpResponse<String> own = send(cartRequest(TWO, "PUT", id, "If-None-Match", "*", lines("CUP-001", 1)));
        assertThat(own.statusCode()).as("ids are scoped to the storefront").isEqualTo(201);
        assertLines(body(read(id)), "TEA-001 2");
        assertLines(body(get("/v1/carts/" + id, TWO)), "CUP-001 1");
    }

    @Test
    void neverGivesAVersionOutTwice() {
        String id = created("TEA-001", 2);
        String first = tag(read(id));
        assertThat(delete(id, first).statusCode()).isEqualTo(204);
        assertProblem(read(id), 404, "unknown-cart");
        assertProblem(put(id, first, lines("TEA-001", 2)), 404, "unknown-cart");
        create(id, lines("CUP-001", 1));
        assertProblem(put(id, first, lines("TEA-001", 2)), 412, "cart-changed");
        assertLines(body(read(id)), "CUP-001 1");
    }

    @Test
    void acceptsATagThatAProxyMadeWeakAndAListOfTags() {
        String id = created("TEA-001", 2);
        String weak = "W/" + tag(read(id));
        assertThat(patch(id, weak, patchOf("\"TEA-001\":3")).statusCode()).isEqualTo(200);
        assertThat(patch(id, "\"1-00000000\", " + tag(read(id)), patchOf("\"TEA-001\":4"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(patch(id, "\"" + version(id) + "\"", patchOf("\"TEA-001\":5"))
                        .statusCode())
                .as("the version in quotes is a tag, too")
                .isEqualTo(200);
    }
}
