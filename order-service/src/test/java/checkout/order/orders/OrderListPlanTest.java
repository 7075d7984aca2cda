package checkout.order.orders;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Red here: a storefront that lists its few orders reads the many of the others, or its own that it did not ask for. */
class OrderListPlanTest {
    private static final int OF_TWO = 200_000;
    private static final UUID NEWEST = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private static JdbcTemplate jdbc;
    private static TransactionTemplate transaction;
    private static Orders orders;

    @BeforeAll
    static void aSmallStorefrontBesideALargeOne() {
        TestDatabase database = TestServers.database("orders");
        Flyway.configure()
                .dataSource(database.owner())
                .locations("classpath:db/messaging", "classpath:db/migration")
                .defaultSchema("orders")
                .placeholders(Map.of("service", "orders"))
                .load()
                .migrate();
        jdbc = new JdbcTemplate(database.service());
        transaction = new TransactionTemplate(new JdbcTransactionManager(database.service()));
        JsonMapper json = JsonMapper.builder().build();
        orders = new Orders(jdbc, json, new OrderLinesJson(json));
        insert("one", "few", 2, 1);
        insert("two", "many", OF_TWO - 3, OF_TWO / 2);
        insert("two", "few", 3, 2);
        insert("one", "few", 1, 1);
        insert("three", "guest", 3, 1);
        insert("four", "guest", OF_TWO / 4, 1);
        insert("three", "regular", OF_TWO / 4, 1);
        new JdbcTemplate(database.superuser()).execute("vacuum analyze orders.orders");
    }

    /** All are CONFIRMED, but the one with this number. */
    private static void insert(String storefront, String customer, int count, int pending) {
        jdbc.update("""
                insert into orders (id, storefront, customer_id, status, lines, total_minor, currency, payment_method,
                                    placed_at, finished_at)
                select uuidv7(), ?, ?, case when n = ? then 'PENDING' else 'CONFIRMED' end, '[]', 1, 'EUR', 'card', now(),
                       case when n = ? then null else now() end
                from generate_series(1, ?) n
                """, storefront, customer, pending, pending, count);
    }

    @Test
    void listsFewOrdersAmongManyOfAnother() {
        Read read = read("one", null, null, NEWEST);
        assertThat(read.page().orders()).hasSize(3);
        assertThat(read.rows()).isLessThan(10);
    }

    @Test
    void listsTheOrdersOfOneCustomer() {
        Read read = read("two", null, "few", NEWEST);
        assertThat(read.page().orders()).hasSize(3);
        assertThat(read.rows()).isLessThan(20);
    }

    /** Both the customer and the storefront have many others. */
    @Test
    void listsTheOrdersOfOneCustomerAtOneStorefront() {
        Read read = read("three", null, "guest", NEWEST);
        assertThat(read.page().orders()).hasSize(3);
        assertThat(read.rows()).isLessThan(20);
    }

    @Test
    void searchesForAStatusInSmallSteps() {
        List<Order> found = new ArrayList<>();
        UUID before = NEWEST;
        int pages = 0;
        while (before != null) {
            Read read = read("two", "PENDING", null, before);
            assertThat(read.rows()).isLessThan(12_000);
            found.addAll(read.page().orders());
            before = read.page().searchedTo();
            pages++;
        }
        assertThat(found).hasSize(2).extracting(Order::customerId).containsExactly("few", "many");
        assertThat(pages).isEqualTo(OF_TWO / 5_000 + 1);
    }

    @Test
    void findsAllOfAStatusOfASmallStorefrontAtOnce() {
        Read read = read("one", "PENDING", null, NEWEST);
        assertThat(read.page().orders()).hasSize(2);
        assertThat(read.page().searchedTo()).isNull();
        assertThat(read.rows()).isLessThan(10);
    }

    /** @param rows how many rows of the table were read for the page */
    private record Read(OrderPage page, long rows) {}

    private static Read read(String storefront, @Nullable String status, @Nullable String customer, UUID before) {
        Read read = transaction.execute(transactionStatus -> {
            OrderPage page = orders.page(new OrderFilter(storefront, status, customer, before), 51);
            Long rows = jdbc.queryForObject(
                    "select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relid = 'orders'::regclass",
                    Long.class);
            return new Read(page, rows == null ? Long.MAX_VALUE : rows);
        });
        if (read == null) {
            throw new IllegalStateException("the page was not read");
        }
        return read;
    }
}
