package checkout.testinfra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Red means: the servers lack something that the services' tests rely on. */
class TestServersTest {

    @Test
    void everyDatabaseIsEmptyAndProvisioned() throws SQLException {
        TestDatabase first = TestServers.database("inventory");
        TestDatabase second = TestServers.database("inventory");

        run(first.owner(), "create table stock (sku text primary key)");
        run(first.service(), "insert into stock values ('TEA-001')");
        run(second.owner(), "create table stock (sku text primary key)");

        assertThat(query(first.service(), "select count(*) from stock")).isEqualTo("1");
        assertThat(query(second.service(), "select count(*) from stock")).isEqualTo("0");
        assertThatThrownBy(() -> run(first.as("orders"), "select * from inventory.stock"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void commitsAreDurable() throws SQLException {
        DataSource superuser = TestServers.database("orders").superuser();

        assertThat(query(superuser, "show fsync")).isEqualTo("on");
        assertThat(query(superuser, "show synchronous_commit")).isEqualTo("on");
        assertThat(query(superuser, "show wal_level")).isEqualTo("logical");
    }

    @Test
    void theSlotExistsBeforeTheFirstWrite() throws SQLException {
        TestDatabase database = TestServers.database("relay");

        assertThat(query(
                        database.as("relay"),
                        "select slot_name from pg_replication_slots where database = current_database()"))
                .isEqualTo(database.slot());
    }

    @Test
    void recordsAreReceivedAsSent() {
        String key = UUID.randomUUID().toString();
        try (TestProducer producer = new TestProducer(TestServers.kafka())) {
            producer.send("orders.events", key, "{\"n\":0}", Map.of());
            try (TopicRecorder recorder = new TopicRecorder(TestServers.kafka(), "orders.events", "checkout.replies")) {
                producer.send("orders.events", key, "{\"n\":1}", Map.of("ce_type", "orders.OrderPlaced.v1"));
                producer.send("checkout.replies", key, null, Map.of());

                var placed = recorder.await(
                        entry -> key.equals(entry.key()) && entry.topic().equals("orders.events"));

                assertThat(placed.value()).isEqualTo("{\"n\":1}");
                assertThat(TopicRecorder.header(placed, "ce_type")).isEqualTo("orders.OrderPlaced.v1");
                assertThat(recorder.await(2, entry -> key.equals(entry.key()), TopicRecorder.PATIENCE))
                        .hasSize(2);
                assertThat(recorder.records())
                        .extracting(entry -> entry.value())
                        .doesNotContain("{\"n\":0}");
                assertThatThrownBy(() -> recorder.await(3, entry -> key.equals(entry.key()), Duration.ofMillis(300)))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("2 of 3 records")
                        .hasMessageContaining("orders.OrderPlaced.v1");
            }
        }
    }

    @Test
    void aSpringTestGetsItsConnections() throws SQLException {
        Map<String, Supplier<Object>> properties = new HashMap<>();

        TestDatabase database = TestServers.register(properties::put, "payments");

        assertThat(properties.get("spring.datasource.url").get()).isEqualTo(database.url());
        assertThat(properties.get("spring.datasource.username").get()).isEqualTo("payments");
        assertThat(properties.get("spring.flyway.user").get()).isEqualTo("payments_owner");
        Object kafka = properties.get("spring.kafka.bootstrap-servers").get();
        assertThat(kafka)
                .isNotEqualTo(TestServers.kafka())
                .isEqualTo(properties.get("spring.kafka.bootstrap-servers").get());
        assertThat(query(
                        database.server()
                                .user(
                                        database.name(),
                                        (String) properties
                                                .get("spring.datasource.username")
                                                .get(),
                                        (String) properties
                                                .get("spring.datasource.password")
                                                .get()),
                        "select current_schema"))
                .isEqualTo("payments");
    }

    @Test
    void anUnknownSchemaOrSourceIsExplained() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestServers.database("carts"))
                .withMessageContaining("orders, inventory, payments, sagas");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestServerSource.named("docker"))
                .withMessage("-Dinfra=docker is unknown: use -Dinfra=embedded or -Dinfra=containers");
    }

    private static void run(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).as(sql).isTrue();
            return rows.getString(1);
        }
    }
}
