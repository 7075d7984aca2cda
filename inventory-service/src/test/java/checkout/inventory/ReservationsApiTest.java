package checkout.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If this fails, an operator does not find the reservations that are stuck, or who has an item. */
class ReservationsApiTest extends InventoryApiTestBase {
    @Test
    void showsAReservation() {
        UUID checkout = insert("HELD", "2 hours");
        jdbc.update("insert into stock (sku, on_hand, reserved) values (?, 5, 1)", sku);
        jdbc.update("insert into returned_stock values (?, ?, 2, 1)", checkout, sku);

        HttpResponse<String> answer = send(request("/v1/reservations/" + checkout, "viewer"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "\"status\":\"HELD\"",
                        "\"expiresAt\"",
                        "\"returned\":[{\"sku\":\"" + sku + "\",\"quantity\":1}]")
                .doesNotContain("shortages");
        assertProblem(send(request("/v1/reservations/" + UUID.randomUUID(), "viewer")), 404);
        assertProblem(send(request("/v1/reservations/nonsense", "viewer")), 404);
    }

    @Test
    void findsReservationsByStatusAndAge() {
        UUID old = insert("HELD", "2 hours");
        UUID young = insert("HELD", "1 minute");
        UUID sold = insert("COMMITTED", "2 hours");

        assertThat(list("?status=HELD&limit=1000").body())
                .contains(old.toString(), young.toString())
                .doesNotContain(sold.toString());
        assertThat(list("?olderThan=PT1H&limit=1000").body())
                .contains(old.toString(), sold.toString())
                .doesNotContain(young.toString());
    }

    @Test
    void listsThemInPagesNewestFirst() {
        UUID first = insert("RELEASED", "1 minute");
        UUID second = insert("RELEASED", "1 minute");

        HttpResponse<String> page = list("?status=RELEASED&limit=1");
        assertThat(page.body()).contains(second.toString()).doesNotContain(first.toString());
        Matcher cursor = Pattern.compile("\"nextCursor\":\"([^\"]+)\"").matcher(page.body());
        assertThat(cursor.find()).isTrue();
        assertThat(list("?status=RELEASED&limit=1&cursor=" + cursor.group(1)).body())
                .contains(first.toString())
                .doesNotContain(second.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?status=LOST", "?olderThan=yesterday", "?olderThan=-PT1S", "?limit=0", "?cursor=x"})
    void saysWhatIsWrong(String query) {
        assertProblem(list(query), 400);
    }

    @Test
    void strangersSeeNothing() {
        assertThat(list("").statusCode()).isEqualTo(200);
        assertProblem(send(HttpRequest.newBuilder(uri("/v1/reservations"))), 401);
    }

    private UUID insert(String status, String age) {
        UUID checkout = MessageIds.next();
        jdbc.update("""
                insert into reservation (checkout_id, status, lines, decided_at, expires_at)
                values (?, ?, ?, now() - ?::interval, now() + interval '1 day')
                """, checkout, status, "[{\"sku\":\"%s\",\"quantity\":2}]".formatted(sku), age);
        return checkout;
    }

    private HttpResponse<String> list(String query) {
        return send(request("/v1/reservations" + query, "viewer"));
    }
}
