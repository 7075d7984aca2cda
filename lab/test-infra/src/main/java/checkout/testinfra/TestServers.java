package checkout.testinfra;

import checkout.backing.kafka.TopicSetup;
import checkout.backing.postgres.PostgresServer;
import checkout.provisioning.DatabaseProvisioning;
import checkout.provisioning.DatabaseRolePasswords;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * One PostgreSQL and one Kafka for all tests of a JVM, each started when it is first asked for. {@code -Dinfra=embedded}
 * (the default) takes them from Maven artifacts, {@code -Dinfra=containers} from Docker.
 */
public final class TestServers {

    private static final DatabaseRolePasswords PASSWORDS = DatabaseRolePasswords.generate();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestServers() {}

    /** A new database with all schemas, roles, the publication and the slot; nothing is in it yet. */
    public static TestDatabase database(String schema) {
        if (!DatabaseProvisioning.SCHEMAS.contains(schema) && !schema.equals("relay")) {
            throw new IllegalArgumentException(
                    "no schema " + schema + ", only " + DatabaseProvisioning.SCHEMAS + " and relay");
        }
        PostgresServer server = Postgres.SERVER;
        String name = "test_" + schema + "_" + DATABASES.incrementAndGet();
        try {
            server.createDatabase(name);
            new DatabaseProvisioning(PASSWORDS).run(server.superuser(name));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot prepare the database " + name, e);
        }
        return new TestDatabase(server, name, schema, PASSWORDS);
    }

    /** The bootstrap servers of a broker that has all topics. */
    public static String kafka() {
        return Kafka.BOOTSTRAP_SERVERS;
    }

    /** Gives a Spring Boot test a new database for the schema, and Kafka. */
    public static TestDatabase register(DynamicPropertyRegistry registry, String schema) {
        TestDatabase database = database(schema);
        register(registry, database);
        return database;
    }

    /** Gives a Spring Boot test this database, and Kafka. */
    public static void register(DynamicPropertyRegistry registry, TestDatabase database) {
        registry.add("spring.datasource.url", database::url);
        registry.add("spring.datasource.username", database::username);
        registry.add("spring.datasource.password", database::password);
        registry.add("spring.flyway.user", database::ownerUsername);
        registry.add("spring.flyway.password", database::ownerPassword);
        registry.add("spring.kafka.bootstrap-servers", TestServers::kafka);
    }

    /** Started by the first test that needs it. */
    private static final class Postgres {
        private static final PostgresServer SERVER = TestServerSource.chosen().startPostgres();
    }

    /** Started by the first test that needs it. */
    private static final class Kafka {
        private static final String BOOTSTRAP_SERVERS = started();

        private static String started() {
            String bootstrapServers = TestServerSource.chosen().startKafka();
            try {
                TopicSetup.create(bootstrapServers);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while creating topics", e);
            }
            return bootstrapServers;
        }
    }
}
