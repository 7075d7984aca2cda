package checkout.testinfra;

import checkout.backing.kafka.KafkaBrokerSecurity;
import checkout.backing.kafka.TemporaryKafkaBroker;
import checkout.backing.postgres.PostgresServer;
import checkout.backing.postgres.TemporaryPostgres;
import checkout.backing.tls.CertificateAuthority;
import checkout.backing.tls.CertificateFiles;
import checkout.provisioning.DatabaseRolePasswords;
import checkout.provisioning.kafka.AclProvisioning;
import checkout.provisioning.kafka.KafkaRight;
import checkout.provisioning.kafka.TopicProvisioning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;

/**
 * A PostgreSQL that accepts only TLS, and a Kafka that asks for a password or a certificate and allows only what
 * {@code kafka-acls.txt} lists. Both are reached at 127.0.0.1; the name localhost is not in their certificates. The role
 * {@code relay} needs a certificate besides its password.
 */
public final class SecuredTestServers implements AutoCloseable {

    private static final String ACCESS_RULES = """
            hostssl all relay 127.0.0.1/32 scram-sha-256 clientcert=verify-full
            hostssl all all 127.0.0.1/32 scram-sha-256
            """;

    private final Path folder;
    private final CertificateAuthority authority;
    private final TemporaryKafkaBroker broker;
    private final TemporaryPostgres postgres;

    private SecuredTestServers(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.authority = new CertificateAuthority("secured test servers");
        Map<String, String> passwords = new TreeMap<>();
        KafkaRight.principals().forEach(principal -> passwords.put(principal, DatabaseRolePasswords.random()));
        passwords.put(KafkaBrokerSecurity.BROKER, DatabaseRolePasswords.random());
        passwords.put(KafkaBrokerSecurity.ADMIN, DatabaseRolePasswords.random());
        this.broker = TemporaryKafkaBroker.startSecured(
                authority.issue(folder, KafkaBrokerSecurity.BROKER, "127.0.0.1"), passwords);
        Path accessRules = Files.writeString(folder.resolve("pg_hba.conf"), ACCESS_RULES);
        this.postgres = TemporaryPostgres.start(
                DatabaseRolePasswords.random(),
                authority.issue(folder, "postgres", "127.0.0.1"),
                Map.of("hba_file", accessRules.toString()));
        TopicProvisioning.onSingleBroker(broker.adminClientSettings());
        try (Admin admin = Admin.create(broker.adminClientSettings())) {
            new AclProvisioning(admin).run();
        }
    }

    /** Starts both servers; certificates and keys are written into the folder. */
    public static SecuredTestServers start(Path folder) {
        try {
            return new SecuredTestServers(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the secured servers do not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting the secured servers", e);
        }
    }

    public TestDatabase database(String schema) {
        return TestServers.database(postgres.server(), schema);
    }

    public PostgresServer postgres() {
        return postgres.server();
    }

    public String kafka() {
        return broker.bootstrapServers();
    }

    /** The address for clients that authenticate with a certificate. */
    public String kafkaForCertificates() {
        return broker.certificateBootstrapServers();
    }

    /** The settings of a client that authenticates as a principal with its password. */
    public Map<String, Object> kafkaClient(String principal) {
        Map<String, Object> settings = new HashMap<>(broker.security().clientSettings(principal));
        settings.put("bootstrap.servers", kafka());
        return settings;
    }

    /** The settings of the administrator's client. */
    public Map<String, Object> kafkaAdmin() {
        return broker.adminClientSettings();
    }

    /** A certificate for a client of either server. */
    public CertificateFiles certificate(String commonName) throws IOException {
        return authority.issue(folder, commonName);
    }

    /** The certificate of an authority that has issued nothing. */
    public Path strangersAuthority() throws IOException {
        return new CertificateAuthority("a stranger").writeCertificate(folder.resolve("stranger"));
    }

    @Override
    public void close() throws IOException {
        broker.close();
        postgres.close();
    }
}
