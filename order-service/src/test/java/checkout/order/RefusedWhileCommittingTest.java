package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Fails if a refusal says that nothing is placed while another instance commits the same request. */
class RefusedWhileCommittingTest extends RunningCarts {
    private static final String SKU = "COMMITTING-1";

    @Autowired
    private Environment environment;

    @Test
    void aRequestThatAnotherInstanceCommitsIsInProgressWhateverItsPriceIsNow() throws Exception {
        price(SKU, 250);
        String key = UUID.randomUUID().toString();
        String body = """
                {"customerId":"held-at-commit","lines":[{"sku":"%s","quantity":2}],
                 "payment":{"method":"card","token":"tok_ok"},"expectedTotal":{"amount":"5.00","currency":"EUR"}}
                """.formatted(SKU);
        DataSource owner = new DriverManagerDataSource(
                environment.getRequiredProperty("spring.datasource.url"),
                environment.getRequiredProperty("spring.flyway.user"),
                environment.getRequiredProperty("spring.flyway.password"));
        holdCommits(owner);
        CompletableFuture<HttpResponse<String>> first;
        try (SecondInstance second = new SecondInstance(environment)) {
            try (Connection gate = owner.getConnection();
                    Statement lock = gate.createStatement()) {
                lock.execute("select pg_advisory_lock(42)");
                first = sendWithoutWaiting(placement(port, key, body));
                await().until(this::isCommitting);
                price(SKU, 337);
                await().until(() -> offeredBy(second).contains("\"3.37\""));
                assertProblem(send(placement(second.port(), key, body)), 409, "idempotency-key-in-flight");
            }
            await().until(() -> send(placement(second.port(), key, body)).statusCode() == 202);
            HttpResponse<String> again = send(placement(second.port(), key, body));
            assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
            assertThat(first.join().statusCode()).isIn(202, 503);
            assertThat(jdbc.queryForList(
                            "select id::text from orders where lines like ?", String.class, "%" + SKU + "%"))
                    .containsExactly(body(again).at("/checkoutId").asString());
        } finally {
            new JdbcTemplate(owner).execute("drop trigger hold_commit on orders; drop function hold_commit()");
        }
    }

    private static void holdCommits(DataSource owner) {
        new JdbcTemplate(owner).execute("""
                create function hold_commit() returns trigger language plpgsql as $$
                begin
                    perform pg_advisory_xact_lock_shared(42);
                    return null;
                end $$;
                create constraint trigger hold_commit after insert on orders deferrable initially deferred
                for each row when (new.customer_id = 'held-at-commit') execute function hold_commit()""");
    }

    private boolean isCommitting() {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select from pg_locks where locktype = 'advisory' and objid = 42 and not granted)",
                Boolean.class));
    }

    private String offeredBy(SecondInstance instance) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/products".formatted(instance.port())))
                        .header("Authorization", "Bearer " + ONE))
                .body();
    }

    private static HttpRequest.Builder placement(int port, String key, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/checkouts".formatted(port)))
                .header("Authorization", "Bearer " + ONE)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }
}
