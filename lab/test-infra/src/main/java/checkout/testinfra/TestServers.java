package checkout.testinfra;

import checkout.backing.postgres.PostgresServer;
import checkout.provisioning.DatabaseProvisioning;
import checkout.provisioning.DatabaseRolePasswords;
import checkout.provisioning.kafka.TopicProvisioning;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * One PostgreSQL and one Kafka for all tests of a JVM, and another Kafka for each context of Spring, each started at its first
 * use. {@code -Dinfra=embedded} (the default) takes them from Maven artifacts, {@code -Dinfra=containers} from Docker.
 */
public final class TestServers {

    private static final DatabaseRolePasswords PASSWORDS = DatabaseRolePasswords.generate();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestServers() {}

    /** A new, empty database with all schemas, roles, the publication and the slot. */
    public static TestDatabase database(String schema) {
        if (!DatabaseProvisioning.SCHEMAS.contains(schema) && !schema.equals("relay")) {
            throw new IllegalArgumentException(
                    "unknown schema " + schema + "; known are " + DatabaseProvisioning.SCHEMAS + " and relay");
        }
        return database(Postgres.SERVER, schema);
    }

    /** One at a time, because roles belong to the whole server. */
    static synchronized TestDatabase database(PostgresServer server, String schema) {
        String name = "test_" + schema + "_" + DATABASES.incrementAndGet();
        try {
            server.createDatabase(name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
        TestDatabase database = new TestDatabase(server, name, schema, PASSWORDS);
        provision(database);
        return database;
    }

    /** Creates what is missing in the database: schemas, roles, the publication and the slot. */
    public static synchronized void provision(TestDatabase database) {
        try {
            new DatabaseProvisioning(database.passwords()).run(database.superuser());
        } catch (SQLException e) {
            throw new IllegalStateException("cannot provision the database " + database.name(), e);
        }
    }

    /** The bootstrap servers of a broker that has all topics. */
    public static String kafka() {
        return Kafka.BOOTSTRAP_SERVERS;
    }

    /**
     * Connects a Spring Boot test to a new database for the schema, and to a Kafka of its own. Contexts that shared a Kafka would
     * read each other's messages, whose rows are in the other's database, and their consumers would halt.
     */
    public static TestDatabase register(DynamicPropertyRegistry registry, String schema) {
        TestDatabase database = database(schema);
        OwnKafka kafka = new OwnKafka();
        registry.add("spring.datasource.url", database::url);
        registry.add("spring.datasource.username", database::username);
        registry.add("spring.datasource.password", database::password);
        registry.add("spring.flyway.user", database::ownerUsername);
        registry.add("spring.flyway.password", database::ownerPassword);
        registry.add("spring.kafka.bootstrap-servers", kafka::bootstrapServers);
        return database;
    }

    /** Started when the class is first used. */
    private static final class Postgres {
        private static final PostgresServer SERVER = TestServerSource.chosen().startPostgres();
    }

    /** Started when the class is first used. */
    private static final class Kafka {
        private static final String BOOTSTRAP_SERVERS = startKafka();
    }

    /** Started when a context asks for it, which it does several times. */
    private static final class OwnKafka {
        private @Nullable String bootstrapServers;

        synchronized String bootstrapServers() {
            String servers = bootstrapServers;
            if (servers == null) {
                servers = startKafka();
                bootstrapServers = servers;
            }
            return servers;
        }
    }

    private static String startKafka() {
        String bootstrapServers = TestServerSource.chosen().startKafka();
        try {
            TopicProvisioning.onSingleBroker(Map.of("bootstrap.servers", bootstrapServers));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        }
        return bootstrapServers;
    }
}
