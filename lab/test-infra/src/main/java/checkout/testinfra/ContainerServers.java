package checkout.testinfra;

import checkout.backing.postgres.PostgresServer;
import checkout.backing.postgres.PostgresSettings;
import checkout.provisioning.DatabaseRolePasswords;
import java.util.stream.Stream;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Starts the official images with the settings of the embedded servers; Testcontainers removes them when the JVM ends. */
final class ContainerServers {

    private static final int POSTGRES_PORT = 5432;

    private ContainerServers() {}

    @SuppressWarnings("resource") // lives as long as the JVM
    static PostgresServer postgres() {
        String password = DatabaseRolePasswords.random();
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:18")
                .withUsername(PostgresServer.SUPERUSER)
                .withPassword(password)
                .withCommand(Stream.concat(
                                Stream.of("postgres"),
                                PostgresSettings.durableForManyDatabases().entrySet().stream()
                                        .flatMap(setting ->
                                                Stream.of("-c", setting.getKey() + "=" + setting.getValue())))
                        .toArray(String[]::new));
        container.start();
        return new PostgresServer(
                container.getHost(), container.getMappedPort(POSTGRES_PORT), PostgresServer.SUPERUSER, password);
    }

    @SuppressWarnings("resource") // lives as long as the JVM
    static String kafka() {
        KafkaContainer container =
                new KafkaContainer("apache/kafka:4.2.1").withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        container.start();
        return container.getBootstrapServers();
    }
}
