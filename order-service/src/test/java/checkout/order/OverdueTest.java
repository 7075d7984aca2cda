package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Fails if an order or a return whose saga never started stays pending, or if it is tried again without an end. */
class OverdueTest extends RunningReturns {
    private static final String ORDER_PLACED = "orders.OrderPlaced.v1";
    private static final String CANCEL_REQUESTED = "orders.CancelRequested.v1";
    private static final String RETURN_REQUESTED = "orders.ReturnRequested.v1";

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private DataSource dataSource;

    @Test
    void startsTheSagaOfAnOverdueOrderAgain() {
        UUID checkout = placed();
        UUID young = placed();
        overdue(checkout);
        await().until(() -> starts(checkout, ORDER_PLACED).size() == 2);
        List<Map<String, Object>> starts = starts(checkout, ORDER_PLACED);
        assertThat(starts.get(1))
                .as("the consumer took the first id for handled")
                .doesNotContainEntry("id", checkout);
        assertThat(starts.get(1).get("payload")).isEqualTo(starts.get(0).get("payload"));
        assertThat(starts.get(1).get("message_key")).isEqualTo(checkout.toString());
        assertThat(starts.get(1).get("trace")).isEqualTo(starts.get(0).get("trace"));

        confirm(checkout);
        await().until(() -> tries(checkout).isEmpty());
        assertThat(status(checkout)).isEqualTo("CONFIRMED");
        assertThat(starts(young, ORDER_PLACED)).hasSize(1);
        assertThat(tries(young)).isEmpty();
    }

    @Test
    void givesUpAfterTheLastTryAndSaysSo() {
        UUID checkout = placed();
        overdue(checkout);
        for (int tries = 1; tries <= 2; tries++) {
            int expected = tries;
            await().until(() -> tries(checkout).equals(List.of(expected)));
            assertThat(jdbc.queryForObject(
                            "select next_try_at > now() + interval '1 minute' from overdue where id = ?",
                            Boolean.class,
                            checkout))
                    .isTrue();
            jdbc.update("update overdue set next_try_at = now() where id = ?", checkout);
        }
        await().during(Duration.ofMillis(600))
                .until(() -> starts(checkout, ORDER_PLACED).size() == 3);
        await().until(() -> gauge("checkout.overdue.given-up") >= 1 && gauge("checkout.overdue") >= 1);
        JsonNode listed = body(send(overdueList("viewer:password-of-viewer")))
                .at("/overdue")
                .valueStream()
                .filter(each -> each.at("/sagaId").asString().equals(checkout.toString()))
                .findFirst()
                .orElseThrow();
        assertThat(listed.at("/kind").asString()).isEqualTo("ORDER");
        assertThat(listed.at("/restarts").asInt()).isEqualTo(2);
        assertThat(listed.at("/nextRestartAt").isNull()).isTrue();

        reject(checkout, "TIMED_OUT");
        await().until(() -> tries(checkout).isEmpty());
    }

    /** The orchestrator knows no saga, and has refused the cancellation before it was known that none will come. */
    @Test
    void anOrderWhoseStartIsLostIsStartedOnceMoreToBeCancelled() {
        UUID checkout = placed();
        cancelRefused(checkout);
        jdbc.update("delete from outbox where id = ?", checkout);
        overdue(checkout);
        await().until(() -> tries(checkout).equals(List.of(2)));

        CompletableFuture<HttpResponse<String>> answer = cancel(checkout);

        await().until(() -> sent(checkout).equals(List.of(ORDER_PLACED, CANCEL_REQUESTED)));
        JsonNode start = json.readTree(
                starts(checkout, ORDER_PLACED).getFirst().get("payload").toString());
        assertThat(start.at("/lines/0/sku").asString()).isEqualTo("TEA-001");
        assertThat(start.at("/customerId").asString()).isEqualTo("c-1");
        assertThat(start.at("/total/amount").asString())
                .isEqualTo(view(checkout).at("/total/amount").asString());
        assertThat(start.at("/payment/method").asString()).isEqualTo("wallet");
        assertThat(start.at("/payment/accountId").asString())
                .as("no storefront can name such a wallet")
                .doesNotMatch("[A-Za-z0-9._-]{1,64}");

        reject(checkout, "CANCELLED");
        assertThat(answer.join().statusCode()).as(answer.join().body()).isEqualTo(202);
        assertThat(body(answer.join()).at("/reason").asString()).isEqualTo("CANCELLED");
        await().until(() -> tries(checkout).isEmpty());
    }

    @Test
    void anOrderWhoseStartIsKeptIsCancelledOnlyByItsSaga() {
        UUID checkout = placed();
        cancelRefused(checkout);
        overdue(checkout);
        await().until(() -> !tries(checkout).isEmpty());
        jdbc.update("update overdue set tries = 2 where id = ?", checkout);
        List<String> before = sent(checkout);
        assertThat(cancel(checkout).join().statusCode()).isEqualTo(409);
        assertThat(sent(checkout)).isEqualTo(before);
    }

    private void cancelRefused(UUID checkout) {
        jdbc.update("update orders set cancel_requested = true where id = ?", checkout);
        refuseCancel(checkout);
        await().until(() -> view(checkout).at("/cancelRefused").asBoolean(false));
    }

    private CompletableFuture<HttpResponse<String>> cancel(UUID checkout) {
        return sendWithoutWaiting(
                request("/v1/checkouts/" + checkout + "/cancel", ONE).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** The types of the messages to the orchestrator that are kept. */
    private List<String> sent(UUID checkout) {
        return jdbc.queryForList(
                "select type from outbox where saga_id = ? and topic = 'orders.events' order by id",
                String.class,
                checkout);
    }

    @Test
    void startsTheSagaOfAnOverdueReturnAgain() {
        UUID checkout = confirmed();
        UUID returned = returned(checkout, "TEA-001", 1);
        jdbc.update("update order_return set requested_at = now() - interval '21 minutes' where id = ?", returned);
        scanAgain();
        await().until(() -> starts(returned, RETURN_REQUESTED).size() == 2);
        List<Map<String, Object>> starts = starts(returned, RETURN_REQUESTED);
        assertThat(starts.get(1).get("payload")).isEqualTo(starts.get(0).get("payload"));
        assertThat(starts.get(1).get("message_key")).isEqualTo(checkout.toString());

        complete(checkout, returned);
        await().until(() -> tries(returned).isEmpty());
    }

    /** An operator hears of it all the same when the sweep comes to no end. */
    @Test
    void countsWhatIsGivenUpWhileTheSweepDoesNotGetThrough() throws Exception {
        await().until(() -> gauge("checkout.overdue.given-up") == givenUp());
        UUID item = MessageIds.next();
        try (Connection other = dataSource.getConnection()) {
            other.setAutoCommit(false);
            try (Statement lock = other.createStatement()) {
                lock.execute("set local idle_in_transaction_session_timeout = 0");
                lock.execute("lock table overdue_scan in access exclusive mode");
            }
            jdbc.update("insert into overdue (id, kind, order_id, tries) values (?, 'ORDER', ?, 500)", item, item);
            await().until(() -> gauge("checkout.overdue.given-up") == givenUp());
            other.rollback();
        } finally {
            jdbc.update("delete from overdue where id = ?", item);
        }
    }

    /** Another instance, or anybody, who holds a row keeps nobody from the others. */
    @Test
    void leavesOutWhatAnotherInstanceHasLocked() throws Exception {
        UUID locked = placed();
        UUID free = placed();
        overdue(locked);
        await().until(() -> starts(locked, ORDER_PLACED).size() == 2);
        try (Connection other = dataSource.getConnection()) {
            other.setAutoCommit(false);
            try (PreparedStatement lock = other.prepareStatement("select from overdue where id = ? for update")) {
                lock.setObject(1, locked);
                lock.execute();
            }
            overdue(free);
            await().until(() -> starts(free, ORDER_PLACED).size() == 2);
            other.rollback();
        }
        assertThat(starts(locked, ORDER_PLACED)).hasSize(2);
    }

    @Test
    void isListedForUsersOnly() {
        assertThat(send(overdueList("viewer:wrong")).statusCode()).isEqualTo(401);
        assertThat(get("/v1/overdue", ONE).statusCode()).isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/checkouts".formatted(port)))
                                .header("Authorization", basic("viewer:password-of-viewer")))
                        .statusCode())
                .isEqualTo(401);
    }

    private HttpRequest.Builder overdueList(String user) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/overdue".formatted(port)))
                .header("Authorization", basic(user));
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    private void overdue(UUID checkout) {
        jdbc.update("update orders set placed_at = now() - interval '11 minutes' where id = ?", checkout);
        scanAgain();
    }

    private void scanAgain() {
        jdbc.update("update overdue_scan set scanned_to = now() - interval '3 hours'");
    }

    private List<Integer> tries(UUID saga) {
        return jdbc.queryForList("select tries from overdue where id = ?", Integer.class, saga);
    }

    private List<Map<String, Object>> starts(UUID saga, String type) {
        return jdbc.queryForList("""
                select id, message_key, payload, substr(traceparent, 1, 35) as trace
                from outbox where saga_id = ? and type = ? order by id
                """, saga, type);
    }

    private double givenUp() {
        return Objects.requireNonNull(
                jdbc.queryForObject("select count(*) from overdue where tries >= 2", Double.class));
    }

    private double gauge(String name) {
        Gauge shown = meters.find(name).gauge();
        return shown == null ? Double.NaN : shown.value();
    }
}
