package checkout.provisioning.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.backing.kafka.KafkaBrokerSecurity;
import checkout.backing.kafka.TemporaryKafkaBroker;
import checkout.backing.tls.CertificateAuthority;
import checkout.backing.tls.CertificateFiles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: topics or rights of a secured cluster are missing, too many, or changed without being asked for. */
class ProvisionKafkaTest {

    @TempDir
    private static Path folder;

    private static TemporaryKafkaBroker broker;
    private static CertificateFiles serviceCertificate;
    private static String firstRun = "";

    @BeforeAll
    static void start() throws Exception {
        CertificateAuthority authority = new CertificateAuthority("test");
        CertificateFiles certificate = authority.issue(folder, KafkaBrokerSecurity.BROKER, "127.0.0.1");
        serviceCertificate = authority.issue(folder, "order-service");
        broker = TemporaryKafkaBroker.startSecured(certificate, passwords());
        firstRun = run("replication.factor=1", "acls=create");
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    private static Map<String, String> passwords() {
        return Stream.concat(
                        KafkaRight.principals().stream(),
                        Stream.of(KafkaBrokerSecurity.BROKER, KafkaBrokerSecurity.ADMIN, "stranger"))
                .collect(Collectors.toMap(user -> user, user -> user + "-password"));
    }

    /** Runs the command as the administrator and returns what it printed. */
    private static String run(String... arguments) throws Exception {
        return run(0, arguments);
    }

    private static String run(int expected, String... arguments) throws Exception {
        Path client = folder.resolve("admin.properties");
        Files.writeString(
                client,
                broker.adminClientSettings().entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                        .collect(Collectors.joining()));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int code;
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            code = ProvisionKafka.run(
                    Stream.concat(Stream.of("client.config=" + client), Stream.of(arguments))
                            .toArray(String[]::new),
                    out,
                    out);
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(code).as(text).isEqualTo(expected);
        return text;
    }

    @Test
    void createsTopicsAndRightsOnce() throws Exception {
        assertThat(firstRun)
                .contains("created orders.events\n", "created orders.events.dlt\n", "all topics exist")
                .contains("allowed User:outbox-relay WRITE TOPIC orders.commands\n", "all rights exist")
                .doesNotContain("DIFFERENT");

        assertThat(run("replication.factor=1", "acls=create"))
                .contains("all topics exist\n", "all rights exist\n")
                .doesNotContain("created", "allowed");
    }

    @Test
    void aValueThatWouldBeTakenForNoIsRefused() throws Exception {
        assertThat(run(2, "replication.factor=1", "acls=true")).contains("acls=true is not possible; acls=create");
        assertThat(run(2, "replication.factor=1", "settings=ALTER")).contains("settings=alter or nothing is");
    }

    @Test
    void saysWhatIsDifferentAndChangesNothing() throws Exception {
        try (Admin admin = Admin.create(broker.adminClientSettings())) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "checkout.events");
            changeByHand(admin, topic);

            assertThat(run("replication.factor=3", "config.max.message.bytes=2000000")
                            .lines())
                    .contains(
                            "DIFFERENT: checkout.events has partitions 6 instead of 4; not changed",
                            "DIFFERENT: checkout.events has retention.ms 3600000 instead of 172800000; not changed",
                            "DIFFERENT: checkout.events has min.insync.replicas 1 instead of 2; not changed",
                            "DIFFERENT: checkout.events has max.message.bytes 1048588 instead of 2000000; not changed",
                            "DIFFERENT: orders.commands has replication.factor 1 instead of 3; not changed");

            assertThat(admin.describeConfigs(List.of(topic))
                            .all()
                            .get()
                            .get(topic)
                            .get("retention.ms")
                            .value())
                    .isEqualTo("3600000");

            assertThat(run("replication.factor=1", "settings=alter").lines())
                    .contains(
                            "ALTERED: checkout.events has retention.ms 3600000 and now has 172800000",
                            "DIFFERENT: checkout.events has partitions 6 instead of 4; not changed");
            awaitRetention(admin, topic, "172800000");
            assertThat(run("replication.factor=1")).doesNotContain("retention.ms");
        }
    }

    /** Returns once the broker answers with the change: it applies what its controller has committed a moment later. */
    private static void changeByHand(Admin admin, ConfigResource topic) throws Exception {
        admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(6)))
                .all()
                .get();
        admin.incrementalAlterConfigs(Map.of(
                        topic,
                        List.of(new AlterConfigOp(
                                new ConfigEntry("retention.ms", "3600000"), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        awaitRetention(admin, topic, "3600000");
        awaitAnswer(
                () -> admin.describeTopics(List.of(topic.name()))
                        .allTopicNames()
                        .get()
                        .get(topic.name())
                        .partitions()
                        .size(),
                6);
    }

    private static void awaitRetention(Admin admin, ConfigResource topic, String milliseconds) throws Exception {
        awaitAnswer(
                () -> admin.describeConfigs(List.of(topic))
                        .all()
                        .get()
                        .get(topic)
                        .get("retention.ms")
                        .value(),
                milliseconds);
    }

    private static <T> void awaitAnswer(Callable<T> question, T expected) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        T answer = question.call();
        while (!answer.equals(expected) && System.nanoTime() < end) {
            answer = question.call();
        }
        assertThat(answer).isEqualTo(expected);
    }

    @Test
    void thePrincipalThatCreatesTopicsCanCompareThemAndNothingElse() throws Exception {
        try (Admin admin = Admin.create(client("topic-provisioner"))) {
            assertThat(new TopicProvisioning(admin, TopicSettings.singleBroker())
                            .run(false)
                            .created())
                    .isEmpty();
            assertThatThrownBy(() -> new AclProvisioning(admin).run())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot read the ACLs")
                    .hasMessageContaining("its user lacks the right to");
        }
    }

    @Test
    void onlyTheRelayMayWrite() throws Exception {
        send(client("outbox-relay"));
        for (String principal : List.of(
                "order-service",
                "inventory-service",
                "payment-service",
                "saga-orchestrator",
                "topic-provisioner",
                "auditor",
                "stranger")) {
            assertThatThrownBy(() -> send(client(principal)))
                    .as(principal)
                    .rootCause()
                    .isInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void aCertificateStandsForThePrincipalItNames() {
        Map<String, Object> settings = new HashMap<>(KafkaBrokerSecurity.clientSettings(serviceCertificate));
        settings.put("bootstrap.servers", broker.certificateBootstrapServers());

        // the certificate port's own client is authenticated, and then denied as order-service is
        assertThatThrownBy(() -> send(settings)).rootCause().isInstanceOf(AuthorizationException.class);
        settings.remove("ssl.keystore.location");
        settings.remove("ssl.keystore.type");
        assertThatThrownBy(() -> send(settings))
                .rootCause()
                .isInstanceOfAny(
                        SslAuthenticationException.class,
                        java.io.IOException.class,
                        javax.net.ssl.SSLException.class,
                        org.apache.kafka.common.errors.TimeoutException.class);
    }

    @Test
    void aWrongPasswordIsRefused() {
        Map<String, Object> settings = client("outbox-relay");
        settings.putAll(
                KafkaBrokerSecurity.clientSettings(serviceCertificate.authority(), "outbox-relay", "not the password"));

        assertThatThrownBy(() -> send(settings)).rootCause().isInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void aBrokerWithACertificateOfAnotherAuthorityIsRefused() throws Exception {
        Path other = new CertificateAuthority("another").writeCertificate(folder.resolve("other"));
        Map<String, Object> settings = client("outbox-relay");
        settings.put("ssl.truststore.location", other.toString());

        assertThatThrownBy(() -> send(settings))
                .rootCause()
                .hasMessageContaining("unable to find valid certification path");
    }

    @Test
    void aBrokerUnderAnotherNameThanItsCertificatesIsRefused() {
        Map<String, Object> settings = client("outbox-relay");
        settings.put("bootstrap.servers", broker.bootstrapServers().replace("127.0.0.1", "localhost"));

        assertThatThrownBy(() -> send(settings)).rootCause().hasMessageContaining("No name matching localhost found");
    }

    private static Map<String, Object> client(String user) {
        Map<String, Object> settings = new HashMap<>(broker.security().clientSettings(user));
        settings.put("bootstrap.servers", broker.bootstrapServers());
        return settings;
    }

    private static void send(Map<String, Object> client) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("max.block.ms", 5_000);
        settings.put("delivery.timeout.ms", 5_000);
        settings.put("request.timeout.ms", 4_000);
        settings.put("linger.ms", 0);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("orders.commands", "key", "a record"))
                    .get();
        }
    }
}
