package checkout.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TwoSessions;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If this fails, stock is changed without permission, over a concurrent change, below the reserved quantity, or unannounced. */
class StockApiTest extends InventoryApiTestBase {
    @Test
    void createsAnItemAndUpdatesIt() {
        assertThat(count("admin", "{\"onHand\":5}", null).statusCode()).isEqualTo(201);
        HttpResponse<String> again = count("admin", "{\"onHand\":7}", null);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("\"available\":7");
    }

    @Test
    void listsAllItemsInPages() {
        count("admin", "{\"onHand\":5}", null);
        Set<String> seen = new HashSet<>();
        String cursor = "";
        do {
            HttpResponse<String> page = read("?limit=1" + cursor, "viewer");
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            Matcher item = Pattern.compile("\"sku\":\"([^\"]+)\"").matcher(page.body());
            while (item.find()) {
                assertThat(seen.add(item.group(1)))
                        .as("%s is listed once", item.group(1))
                        .isTrue();
            }
            Matcher next = Pattern.compile("\"nextCursor\":\"([^\"]+)\"").matcher(page.body());
            cursor = next.find() ? "&cursor=" + next.group(1) : "";
        } while (!cursor.isEmpty());

        assertThat(seen).contains(sku);
        assertThat(read("?sku=" + sku, "viewer").body()).contains("\"nextCursor\":null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=1001", "?cursor=%00", "?cursor=AAAA", "?sku=TEA-001&limit=5"})
    void refusesPagesThatDoNotExist(String query) {
        HttpResponse<String> refused = read(query, "viewer");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).containsPattern("invalid-(request|cursor)");
    }

    @Test
    void updatesOnlyTheVersionThatWasRead() {
        count("admin", "{\"onHand\":5}", null);
        String eTag = read("?sku=" + sku, "viewer").headers().firstValue("ETag").orElseThrow();
        assertThat(count("admin", "{\"onHand\":6}", eTag).statusCode()).isEqualTo(200);
        HttpResponse<String> late = count("admin", "{\"onHand\":9}", eTag);
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(late.body()).contains("urn:checkout:problem:stock-changed");
        assertThat(read("?sku=" + sku, "viewer").body()).contains("\"onHand\":6");
    }

    @Test
    void whoCreatesAnItemThatAnotherIsCreatingUpdatesIt() {
        TwoSessions sessions = new TwoSessions(database);

        HttpResponse<String> second = sessions.secondWaits(
                () -> sessions.jdbc().update("insert into stock (sku, on_hand) values (?, 5)", sku),
                () -> count("admin", "{\"onHand\":7}", null));

        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(second.body()).contains("\"onHand\":7");
    }

    @Test
    void aCountThatWaitedForAReservationIsRefused() {
        TwoSessions sessions = new TwoSessions(database);
        count("admin", "{\"onHand\":5}", null);
        String eTag = read("?sku=" + sku, "viewer").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> late = sessions.secondWaits(
                () -> sessions.jdbc().update("update stock set reserved = 1, version = version + 1 where sku = ?", sku),
                () -> count("admin", "{\"onHand\":9}", eTag));

        assertThat(late.statusCode()).as(late.body()).isEqualTo(412);
    }

    @Test
    void anETagOfAnUnknownItemIsNotFound() {
        assertThat(count("admin", "{\"onHand\":5}", "\"3\"").statusCode()).isEqualTo(404);
    }

    @Test
    void anIfMatchOfAnyVersionCreatesNoItem() {
        HttpResponse<String> unknown = count("admin", "{\"onHand\":5}", "*");
        assertProblem(unknown, 404);
        assertThat(unknown.body()).contains("urn:checkout:problem:unknown-sku", "Leave out If-Match");
        assertThat(jdbc.queryForList("select 1 from stock where sku = ?", sku)).isEmpty();

        count("admin", "{\"onHand\":5}", null);
        HttpResponse<String> known = count("admin", "{\"onHand\":6}", "*");
        assertThat(known.statusCode()).as(known.body()).isEqualTo(200);
        assertThat(known.body()).contains("\"onHand\":6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?sku=%00", "?sku=TEA-001,T%00A", "?sku=TEA-001&sku=%24", "?sku=TEA-001,,CUP-001"})
    void asksOnlyForSkusThatThereCanBe(String query) {
        HttpResponse<String> answer = read(query, "viewer");
        assertProblem(answer, 400);
        assertThat(answer.body()).contains("A sku is 1 to 64 letters");
    }

    @Test
    void aPathHasNoControlCharacter() {
        assertThat(send(request("/v1/stock/%00/movements", "viewer")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void checksRoles() {
        assertThat(read("", "viewer").statusCode()).isEqualTo(200);
        assertThat(read("", "admin").statusCode()).isEqualTo(200);
        assertProblem(count("viewer", "{\"onHand\":5}", null), 403);
        assertProblem(count("operator", "{\"onHand\":5}", null), 403);
        assertProblem(send(HttpRequest.newBuilder(uri("/v1/stock"))), 401);
        assertProblem(send(request("/v1/stock", "nobody")), 401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{}",
                "{\"onHand\":-1}",
                "{\"onHand\":1.5}",
                "{\"onHand\":\"5\"}",
                "{\"onHand\":99999999999}",
                "{\"onHand\":5,\"reserved\":0}",
                "{\"onHand\":null}"
            })
    void rejectsAnInvalidOnHand(String body) {
        assertProblem(count("admin", body, null), 400);
    }

    @Test
    void rejectsAnInvalidSkuOrETag() {
        assertProblem(send(request("/v1/stock/%24%24", "admin").PUT(body("{\"onHand\":5}"))), 400);
        assertProblem(count("admin", "{\"onHand\":5}", "\"abc\""), 400);
        assertProblem(send(request("/v1/stock/" + "x".repeat(65), "admin").PUT(body("{\"onHand\":5}"))), 400);
    }

    @Test
    void announcesEveryChangeOnce() {
        count("admin", "{\"onHand\":5}", null);
        String key = UUID.randomUUID().toString();
        String body = "{\"kind\":\"RECEIVE\",\"quantity\":3,\"reason\":\"delivery\"}";
        move(body, key);
        move(body, key);
        count("admin", "{\"onHand\":-1}", null);
        assertThat(jdbc.queryForList(
                        "select payload from outbox where topic = 'inventory.events' and message_key = ? order by id",
                        String.class,
                        sku))
                .containsExactly(
                        "{\"sku\":\"%s\",\"available\":5}".formatted(sku),
                        "{\"sku\":\"%s\",\"available\":8}".formatted(sku));
    }

    @Test
    void limitsTheSkusOfARequest() {
        assertThat(read("?sku=A" + ",A".repeat(999), "viewer").statusCode()).isEqualTo(200);
        assertProblem(read("?sku=A" + ",A".repeat(1000), "viewer"), 400);
        // more parameters than Tomcat reads
        assertProblem(read("?sku=A" + "&sku=A".repeat(1000), "viewer"), 400);
    }
}
