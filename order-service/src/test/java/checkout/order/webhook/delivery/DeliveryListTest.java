package checkout.order.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.web.PageCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Red here: a page of deliveries, or the resumption of an endpoint, reads all the deliveries of an endpoint. */
class DeliveryListTest {
    private static final int MANY = 30_000;
    private static final String STOREFRONT = "large";

    private static JdbcTemplate database;
    private static TransactionTemplate transaction;
    private static Deliveries deliveries;
    private static UUID endpoint;

    /** Two were delivered, three were attempted, and two of another event are the oldest and the newest of the storefront. */
    @BeforeAll
    static void aLargeStorefrontBesideABusierOne() {
        TestDatabase orders = TestServers.database("orders");
        Flyway.configure()
                .dataSource(orders.owner())
                .locations("classpath:db/messaging", "classpath:db/migration")
                .defaultSchema("orders")
                .placeholders(Map.of("service", "orders"))
                .load()
                .migrate();
        database = new JdbcTemplate(orders.service());
        transaction = new TransactionTemplate(new JdbcTransactionManager(orders.service()));
        deliveries = new Deliveries(database);
        endpoint = endpoint(STOREFRONT);
        insert(endpoint, 1, "webhook.test");
        insert(endpoint, MANY, "checkout.confirmed");
        insert(endpoint, 1, "webhook.test");
        insert(endpoint("busy"), MANY, "checkout.confirmed");
        database.update("""
                update webhook_delivery set status = 'DELIVERED', ended_at = now()
                where id in (select id from webhook_delivery where endpoint_id = ? order by id offset 10 limit 2)
                """, endpoint);
        database.update("""
                update webhook_delivery set retry_until = now(), attempts = 1
                where id in (select id from webhook_delivery where endpoint_id = ? order by id offset 20 limit 3)
                """, endpoint);
        new JdbcTemplate(orders.superuser()).execute("vacuum analyze orders.webhook_delivery");
    }

    private static UUID endpoint(String storefront) {
        UUID id = MessageIds.next();
        database.update(
                "insert into webhook_endpoint (id, storefront, url, event_types, secret)"
                        + " values (?, ?, 'http://127.0.0.1:1/', '{x}', ''::bytea)",
                id,
                storefront);
        return id;
    }

    private static void insert(UUID endpoint, int count, String type) {
        database.update("""
                insert into webhook_delivery (id, endpoint_id, event_type, subject_id)
                select next_webhook_delivery_id(), ?, ?, gen_random_uuid() from generate_series(1, ?)
                """, endpoint, type, count);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,         webhook.test,       2
            DELIVERED, -,                  2
            DELIVERED, checkout.confirmed, 2
            FAILED,    checkout.confirmed, 0
            """)
    void searchesInSmallSteps(@Nullable String status, @Nullable String type, int expected) {
        List<Delivery> found = new ArrayList<>();
        UUID before = PageCursor.read(null);
        int pages = 0;
        while (before != null) {
            DeliveryFilter filter = new DeliveryFilter(STOREFRONT, null, null, status, type, before);
            Read<DeliveryPage> read = reading(() -> deliveries.page(filter, 51));
            assertThat(read.rows()).isLessThan(6_000);
            found.addAll(read.result().deliveries());
            before = read.result().searchedTo();
            pages++;
        }
        assertThat(found).hasSize(expected);
        assertThat(pages).isEqualTo(MANY / 2_000 + 1);
    }

    @Test
    void findsTheFailedOnesAtOnce() {
        DeliveryFilter filter = new DeliveryFilter(STOREFRONT, null, null, "FAILED", null, PageCursor.read(null));
        Read<DeliveryPage> read = reading(() -> deliveries.page(filter, 51));
        assertThat(read.result()).isEqualTo(new DeliveryPage(List.of(), null));
        assertThat(read.rows()).isLessThan(100);
    }

    @Test
    void restartsAtOnceWhatWasAttempted() {
        Read<Integer> read = reading(() -> deliveries.restartPending(endpoint));
        assertThat(read.result()).isEqualTo(3);
        assertThat(read.rows()).isLessThan(100);
    }

    /** @param rows how many deliveries were read */
    private record Read<T>(T result, long rows) {}

    private static <T> Read<T> reading(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            T result = work.get();
            Long rows = database.queryForObject("""
                    select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables
                    where relid = 'webhook_delivery'::regclass
                    """, Long.class);
            return new Read<>(result, Objects.requireNonNull(rows));
        }));
    }
}
