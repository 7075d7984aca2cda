package checkout.backing.kafka;

import java.nio.file.Path;
import java.util.Locale;

/** The server.properties of a {@link KafkaBroker}: Kafka's defaults, changed for one node on a small machine. */
final class KafkaBrokerSettings {

    private KafkaBrokerSettings() {}

    static String of(KafkaBroker broker) {
        KafkaBrokerSecurity security = broker.security();
        return node(broker) + (security == null ? openListeners(broker) : securedListeners(broker, security));
    }

    private static String node(KafkaBroker broker) {
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        inter.broker.listener.name=CLIENT
        log.dirs=%2$s

        # a mistyped name must not create a topic
        auto.create.topics.enable=false

        # one node
        default.replication.factor=1
        offsets.topic.replication.factor=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1

        # a consumer group's first member does not wait for others
        group.initial.rebalance.delay.ms=0

        # a small machine: fewer threads and internal partitions, 8 MB instead of 128 MB for compaction
        offsets.topic.num.partitions=8
        transaction.state.log.num.partitions=8
        num.network.threads=1
        num.io.threads=2
        background.threads=2
        log.cleaner.dedupe.buffer.size=8388608

        """.formatted(broker.controllerPort(), path(broker.data()));
    }

    private static String openListeners(KafkaBroker broker) {
        return """
        listeners=CLIENT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=CLIENT://%3$s
        listener.security.protocol.map=CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT
        """.formatted(broker.port(), broker.controllerPort(), broker.advertisedServers());
    }

    /** The controller asks for a certificate, because it must know the broker before it has read the users' passwords. */
    private static String securedListeners(KafkaBroker broker, KafkaBrokerSecurity security) {
        String certificateListener = security.certificatePort().isPresent()
                ? ",CERTIFICATE://127.0.0.1:" + security.certificatePort().getAsInt()
                : "";
        return """
        listeners=CLIENT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d%3$s
        advertised.listeners=CLIENT://%11$s%3$s
        listener.security.protocol.map=CLIENT:SASL_SSL,CONTROLLER:SSL,CERTIFICATE:SSL
        ssl.keystore.type=PEM
        ssl.keystore.location=%4$s
        ssl.truststore.type=PEM
        ssl.truststore.location=%5$s
        ssl.principal.mapping.rules=RULE:^CN=([^,]+)$/$1/
        listener.name.controller.ssl.client.auth=required
        listener.name.certificate.ssl.client.auth=required
        sasl.enabled.mechanisms=%6$s
        sasl.mechanism.inter.broker.protocol=%6$s
        listener.name.client.%7$s.sasl.jaas.config=%8$s

        # what no ACL allows is denied, to everyone except these two
        authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
        allow.everyone.if.no.acl.found=false
        super.users=User:%9$s;User:%10$s
        """.formatted(
                broker.port(),
                broker.controllerPort(),
                certificateListener,
                path(security.certificate().keyAndCertificate()),
                path(security.certificate().authority()),
                KafkaBrokerSecurity.MECHANISM,
                KafkaBrokerSecurity.MECHANISM.toLowerCase(Locale.ROOT),
                KafkaBrokerSecurity.jaas(KafkaBrokerSecurity.BROKER, security.password(KafkaBrokerSecurity.BROKER)),
                KafkaBrokerSecurity.BROKER,
                KafkaBrokerSecurity.ADMIN,
                broker.advertisedServers());
    }

    private static String path(Path file) {
        return file.toString().replace("\\", "/");
    }
}
