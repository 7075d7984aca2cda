package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Red means: a list executes more statements the more rows it shows. */
class ConstantQueriesTest extends RunningCatalogue {
    private static final int MANY = 100;

    private static UUID oneReturn = UUID.randomUUID();
    private static UUID manyReturns = UUID.randomUUID();

    @BeforeAll
    static void insertRows(@Autowired JdbcTemplate jdbc) {
        jdbc.update("""
                insert into product (sku, name, description, price_minor, currency)
                select 'MANY-' || n, 'Name ' || n, '', 100, 'EUR' from generate_series(1, ?) n
                """, MANY);
        order(jdbc, oneReturn);
        order(jdbc, manyReturns);
        for (int i = 1; i < MANY; i++) {
            order(jdbc, UUID.randomUUID());
        }
        // every order has a return, so that a list of orders has returns to read
        jdbc.update("""
                with returned as (
                    insert into order_return (id, order_id, idempotency_key, fingerprint, refund_minor, currency, requested_at,
                                              requested_event)
                    select gen_random_uuid(), id, gen_random_uuid(), '', 1, 'EUR', now(), n
                    from orders, generate_series(1, ?) n
                    where customer_id = 'constant' and (n = 1 or id = ?)
                    returning id
                )
                insert into order_return_line (return_id, position, sku, quantity) select id, 0, 'TEA-001', 1 from returned
                """, MANY, manyReturns);
        jdbc.update("""
                with placed as (
                    insert into orders (id, storefront, customer_id, lines, total_minor, currency, payment_method, placed_at)
                    select gen_random_uuid(), 'one', 'overdue', '[]', 1, 'EUR', 'card', now() from generate_series(1, ?)
                    returning id
                )
                insert into overdue (id, kind, order_id, tries, next_try_at)
                select id, 'ORDER', id, 1, now() + interval '1 hour' from placed
                """, MANY);
    }

    private static void order(JdbcTemplate jdbc, UUID id) {
        jdbc.update("""
                insert into orders (id, storefront, customer_id, status, lines, unit_prices, total_minor, currency,
                                    payment_method, placed_at, finished_at)
                values (?, 'one', 'constant', 'CONFIRMED', '[{"sku":"TEA-001","quantity":1000}]', '[1]', 1000, 'EUR', 'card',
                        now(), now())
                """, id);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            storefront | /v1/checkouts?customerId=constant | checkouts | 2
            storefront | /v1/products?                     | products  | 0
            viewer     | /v1/admin/products?               | products  | 1
            viewer     | /v1/overdue?                      | overdue   | 1
            """)
    void aPageOfAHundredRowsTakesAsManyStatementsAsOneOfOneRow(String user, String path, String rows, int statements) {
        await().until(() -> get("/v1/products", ONE).body().contains("MANY-1"));
        assertThat(statementsOf(user, path + "&limit=1", rows, 1)).hasSize(statements);
        assertThat(statementsOf(user, path + "&limit=100", rows, MANY)).hasSize(statements);
    }

    @Test
    void theReturnsOfACheckoutTakeAsManyStatementsHoweverManyThereAre() {
        String path = "/v1/checkouts/%s/returns";
        List<String> one = statementsOf("storefront", path.formatted(oneReturn), "returns", 1);
        assertThat(one).isNotEmpty();
        assertThat(statementsOf("storefront", path.formatted(manyReturns), "returns", MANY))
                .isEqualTo(one);
    }

    private List<String> statementsOf(String user, String path, String rows, int expected) {
        return statements.during(() -> {
            HttpRequest.Builder request = user.equals("storefront") ? request(path, ONE) : as(user, path);
            HttpResponse<String> answer = send(request);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(body(answer).at("/" + rows)).hasSize(expected);
        });
    }
}
