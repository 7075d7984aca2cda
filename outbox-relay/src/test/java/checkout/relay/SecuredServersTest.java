package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.backing.postgres.TemporaryPostgres;
import checkout.backing.tls.CertificateFiles;
import checkout.testinfra.SecuredTestServers;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TopicRecorder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Red here: the relay cannot be configured for a PostgreSQL and a Kafka that verify who connects, or does not verify whom it
 * has reached.
 */
class SecuredServersTest {

    @TempDir
    private static Path folder;

    private static SecuredTestServers servers;
    private static TestDatabase database;
    private static OutboxTable orders;

    @BeforeAll
    static void start() {
        servers = SecuredTestServers.start(folder);
        database = servers.database("relay");
        orders = OutboxTable.create(database, "orders");
    }

    @AfterAll
    static void stop() throws IOException {
        servers.close();
    }

    @Test
    void publishesFromThePrimaryOfSeveralHostsWithAPasswordAndAClientCertificate() throws Exception {
        int nobody = unusedPort();
        try (TemporaryPostgres readOnly =
                TemporaryPostgres.start("secret", null, Map.of("default_transaction_read_only", "on"))) {
            String hosts = "127.0.0.1:%d,127.0.0.1:%d,127.0.0.1:%d"
                    .formatted(
                            nobody, readOnly.server().port(), servers.postgres().port());
            try (RelayProcess relay = relay(urlOf(hosts), kafka("outbox-relay")).awaitReady()) {
                assertThatARowIsPublished();

                assertThat(sessionsOfTheRelay())
                        .as("sessions, and whether they use TLS with the client's certificate")
                        .containsEntry("Debezium Streaming", true)
                        .containsEntry("relay-leadership", true)
                        .doesNotContainValue(false);
                assertThat(relay.log()).doesNotContain(database.passwords().of("relay"));
            }
        }
    }

    @Test
    void authenticatesAtKafkaWithACertificate() throws Exception {
        CertificateFiles certificate = servers.certificate("outbox-relay");
        try (RelayProcess relay = RelayProcess.start(
                        Map.of("test", database),
                        Map.of("test", urlOf(address())),
                        servers.kafkaForCertificates(),
                        "--spring.kafka.security.protocol=SSL",
                        "--spring.kafka.ssl.trust-store-type=PEM",
                        "--spring.kafka.ssl.trust-store-location=file:" + certificate.authority(),
                        "--spring.kafka.ssl.key-store-type=PEM",
                        "--spring.kafka.ssl.key-store-location=file:" + certificate.keyAndCertificate())
                .awaitReady()) {
            assertThatARowIsPublished();
            assertThat(relay.statusField("test", "/state")).isEqualTo("WORKING");
        }
    }

    @Test
    void refusesAServerThatItCannotVerifyAndSaysWhy() throws Exception {
        String strangersAuthority =
                urlOf(address()).replaceFirst("sslrootcert=[^&]+", "sslrootcert=" + servers.strangersAuthority());
        String anotherName = urlOf(address().replace("127.0.0.1", "localhost"));
        Map<String, TestDatabase> sources = Map.of("stranger", database, "name", database);
        try (RelayProcess relay = RelayProcess.start(
                sources,
                Map.of("stranger", strangersAuthority, "name", anotherName),
                servers.kafka(),
                kafka("outbox-relay"))) {
            relay.awaitState("stranger", "CONNECTING").awaitState("name", "CONNECTING");

            awaitProblem(relay, "stranger", "unable to find valid certification path");
            awaitProblem(relay, "name", "The hostname localhost could not be verified");
            assertThat(relay.readiness()).isEqualTo(503);
        }
    }

    private static void awaitProblem(RelayProcess relay, String source, String problem) {
        Eventually.holds(
                source + " says: " + problem,
                RelayProcess.TIMEOUT,
                () -> relay.statusField(source, "/problem").contains(problem),
                relay::status);
    }

    private static RelayProcess relay(String url, String... kafka) throws IOException {
        return RelayProcess.start(Map.of("test", database), Map.of("test", url), servers.kafka(), kafka);
    }

    /** The settings of a principal's client, as the settings of an application. */
    private static String[] kafka(String principal) {
        List<String> arguments = new ArrayList<>();
        servers.kafkaClient(principal)
                .forEach((name, value) -> arguments.add("--spring.kafka.properties." + name + "=" + value));
        return arguments.toArray(String[]::new);
    }

    /** The URL at these hosts, with the certificate that the server asks the role relay for. */
    private static String urlOf(String hosts) throws IOException {
        CertificateFiles certificate = servers.certificate("relay");
        String pem = Files.readString(certificate.key()).replaceAll("-----[^-]+-----", "");
        Path key =
                Files.write(folder.resolve("relay.pk8"), Base64.getMimeDecoder().decode(pem));
        // the driver refuses a key that others can read
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return servers.postgres().url(hosts, database.name())
                + "&sslcert=%s&sslkey=%s".formatted(certificate.certificate(), key);
    }

    private static String address() {
        return "127.0.0.1:" + servers.postgres().port();
    }

    private static Map<String, Boolean> sessionsOfTheRelay() {
        Map<String, Boolean> sessions = new HashMap<>();
        JdbcClient.create(database.superuser())
                .sql("""
                        select regexp_replace(a.application_name, '^(relay-\\w+).*', '\\1') as name, bool_and(s.ssl and s.client_dn = '/CN=relay') as verified
                          from pg_stat_activity a join pg_stat_ssl s on s.pid = a.pid
                         where a.usename = 'relay' group by 1
                        """)
                .query((row, n) -> sessions.put(row.getString(1), row.getBoolean(2)))
                .list();
        return sessions;
    }

    private static void assertThatARowIsPublished() {
        try (TopicRecorder recorder = new TopicRecorder(servers.kafkaClient("auditor"), OutboxTable.TOPIC)) {
            UUID id = orders.insert("k", "{}");
            recorder.await(record -> id.toString().equals(TopicRecorder.header(record, "ce_id")));
        }
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
