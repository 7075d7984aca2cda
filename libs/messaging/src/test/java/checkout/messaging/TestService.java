package checkout.messaging;

import checkout.messaging.outbox.Outbox;
import checkout.messaging.outbox.OutboxSettings;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A service's database with outbox and inbox. */
public final class TestService {
    public final JsonMapper json = JsonMapper.builder().build();
    public final MessageTypeRegistry messageTypes = new MessageTypeRegistry(
            List.of(new MessageTypeRegistry.Entry("test.Said.v1", "inventory.commands", Said.class)));
    public final TestDatabase database = TestServers.database("inventory");
    public final JdbcTemplate jdbc;
    public final Outbox outbox;

    /** The only message type of these tests. */
    public record Said(String word) {}

    public TestService() {
        Flyway.configure()
                .dataSource(database.owner())
                .locations("classpath:db/messaging")
                .defaultSchema("inventory")
                .placeholders(Map.of("service", "inventory"))
                .load()
                .migrate();
        jdbc = new JdbcTemplate(database.service());
        outbox = new Outbox(jdbc, messageTypes, json, new OutboxSettings(1_000_000));
    }
}
