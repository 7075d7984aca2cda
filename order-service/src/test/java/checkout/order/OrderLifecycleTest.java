package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Fails if an order ends wrongly or twice, or if its storefront does not learn of it. */
class OrderLifecycleTest extends RunningOrderService {
    @Test
    void repliesToEveryConfirmCommand() {
        UUID checkout = placed();
        confirm(checkout);
        confirm(checkout);
        await().until(() -> replies(checkout).size() == 2);
        assertThat(replies(checkout)).containsOnly("orders.OrderConfirmed.v1");
        assertThat(status(checkout)).isEqualTo("CONFIRMED");
    }

    @Test
    void showsTheReasonOfARejection() {
        UUID checkout = placed();
        reject(checkout, "OUT_OF_STOCK");
        await().until(() -> status(checkout).equals("REJECTED"));
        assertThat(view(checkout).at("/reason").asString()).isEqualTo("OUT_OF_STOCK");
        assertThat(replies(checkout)).containsExactly("orders.OrderRejected.v1");
    }

    @Test
    void neverRejectsAConfirmedOrder() {
        UUID checkout = placed();
        confirm(checkout);
        reject(checkout, "TIMED_OUT");
        await().until(() -> replies(checkout).size() == 2);
        assertThat(replies(checkout)).containsExactly("orders.OrderConfirmed.v1", "checkout.AlreadyUndone.v1");
        assertThat(status(checkout)).isEqualTo("CONFIRMED");
    }

    @Test
    void listsOrdersNewestFirstInPages() {
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            placed.add(0, placed().toString());
        }
        List<String> listed = new ArrayList<>();
        String cursor = "";
        while (listed.size() < 5) {
            HttpResponse<String> page = get("/v1/checkouts?limit=2" + cursor, ONE);
            body(page)
                    .at("/checkouts")
                    .forEach(order -> listed.add(order.at("/checkoutId").asString()));
            assertThat(page.headers().firstValue("Link").orElse("")).contains("rel=\"next\"");
            cursor = "&cursor=" + body(page).at("/nextCursor").asString();
        }
        assertThat(listed.subList(0, 5)).isEqualTo(placed);
        assertThat(new HashSet<>(listed)).hasSameSizeAs(listed);
    }

    @Test
    void streamsProgressAndCompletesAtTheEnd() {
        UUID checkout = placed();
        confirm(checkout);
        String events = get("/v1/checkouts/" + checkout + "/events", ONE).body();
        assertThat(events).contains("id:1").contains("\"stage\":\"PLACED\"");
        assertThat(events).contains("id:8").contains("\"stage\":\"CONFIRMED\"").contains("\"status\":\"CONFIRMED\"");
    }

    @Test
    void resumesTheStreamAfterTheLastEvent() {
        UUID checkout = placed();
        confirm(checkout);
        await().until(() -> status(checkout).equals("CONFIRMED"));
        String events = send(request("/v1/checkouts/" + checkout + "/events", ONE)
                        .header("Last-Event-ID", "1"))
                .body();
        assertThat(events).doesNotContain("PLACED").contains("CONFIRMED");
    }

    @Test
    void opensTheShopWithASessionCookie() {
        HttpResponse<String> page = send(HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + port + "/")));
        assertThat(page.statusCode()).isEqualTo(200);
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
        HttpResponse<String> products =
                send(HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + port + "/v1/products"))
                        .header("Cookie", cookie.substring(0, cookie.indexOf(';'))));
        assertThat(products.statusCode()).isEqualTo(200);
        HttpResponse<String> forged =
                send(HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + port + "/v1/products"))
                        .header("Cookie", "shop=9999999999.AAAA"));
        assertThat(forged.statusCode()).isEqualTo(401);
    }
}
