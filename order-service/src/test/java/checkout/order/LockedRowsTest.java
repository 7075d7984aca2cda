package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Fails if a request that waits for a row longer than the lock timeout is answered as if it had met a bug. */
class LockedRowsTest extends RunningCarts {
    @Autowired
    private DataSource dataSource;

    @Test
    void aKeyThatATransactionHasClaimedIsInFlight() throws SQLException {
        String key = UUID.randomUUID().toString();
        try (Connection frozen = transaction(
                "insert into idempotency_key (storefront, key, fingerprint, checkout_id) values ('one', ?, 'f', gen_random_uuid())",
                key)) {
            CompletableFuture<HttpResponse<String>> neighbour = sendWithoutWaiting(request("/v1/checkouts", TWO)
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(CART)));
            HttpResponse<String> contended = place(key, CART);
            assertProblem(contended, 409, "idempotency-key-in-flight");
            assertThat(contended.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(neighbour.join().statusCode()).isEqualTo(202);
            frozen.rollback();
        }
        assertThat(place(key, CART).statusCode()).isEqualTo(202);
    }

    @Test
    void aLockedOrderCanBeCancelledAndReturnedLater() throws SQLException {
        UUID checkout = confirmed();
        try (Connection lock = transaction("select from orders where id = ?::uuid for update", checkout.toString())) {
            CompletableFuture<HttpResponse<String>> returned =
                    sendWithoutWaiting(returnRequest(checkout, UUID.randomUUID().toString(), lines("TEA-001", 1)));
            assertUnavailable(send(
                    request("/v1/checkouts/" + checkout + "/cancel", ONE).POST(HttpRequest.BodyPublishers.noBody())));
            assertUnavailable(returned.join());
            lock.rollback();
        }
    }

    @Test
    void requestsThatWaitForALockedOrderLeaveTheConnectionsToOthers() throws SQLException {
        UUID checkout = confirmed();
        try (Connection lock = transaction("select from orders where id = ?::uuid for update", checkout.toString())) {
            List<CompletableFuture<HttpResponse<String>>> cancellations = Stream.generate(
                            () -> sendWithoutWaiting(request("/v1/checkouts/" + checkout + "/cancel", ONE)
                                    .POST(HttpRequest.BodyPublishers.noBody())))
                    .limit(30)
                    .toList();
            await().until(() -> waitingForLocks() == 2);

            HttpResponse<String> neighbour = send(request("/v1/checkouts", TWO)
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(CART)));

            assertThat(neighbour.statusCode()).isEqualTo(202);
            assertThat(waitingForLocks()).isLessThanOrEqualTo(2);
            lock.rollback();
            assertThat(cancellations)
                    .allSatisfy(cancelled -> assertThat(cancelled.join().statusCode())
                            .as("the order is locked, or confirmed already")
                            .isIn(503, 409));
        }
    }

    private int waitingForLocks() {
        return Objects.requireNonNull(jdbc.queryForObject("""
                select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """, Integer.class));
    }

    @Test
    void aLockedCartCanBeChangedLater() throws SQLException {
        String cart = created("TEA-001", 1);
        String tag = tag(read(cart));
        try (Connection lock = transaction("select from cart where id = ? for update", cart)) {
            CompletableFuture<HttpResponse<String>> patched =
                    sendWithoutWaiting(cartRequest(ONE, "PATCH", cart, "If-Match", tag, patchOf("\"TEA-001\":2")));
            assertUnavailable(put(cart, tag, lines("TEA-001", 3)));
            assertUnavailable(patched.join());
            lock.rollback();
        }
        assertThat(put(cart, tag, lines("TEA-001", 3)).statusCode()).isEqualTo(200);
    }

    private void assertUnavailable(HttpResponse<String> answer) {
        assertProblem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    }

    /** A transaction that executes this and does not end. */
    private Connection transaction(String sql, String parameter) throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            statement.execute();
        }
        return connection;
    }
}
