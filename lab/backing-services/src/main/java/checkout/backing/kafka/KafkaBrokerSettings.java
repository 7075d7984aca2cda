package checkout.backing.kafka;

/** The server.properties of a {@link KafkaBroker}: Kafka's defaults, changed for one node on a small machine. */
final class KafkaBrokerSettings {

    private KafkaBrokerSettings() {}

    static String of(KafkaBroker broker) {
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=CLIENT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=CLIENT://127.0.0.1:%1$d
        listener.security.protocol.map=CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT
        inter.broker.listener.name=CLIENT
        controller.listener.names=CONTROLLER
        log.dirs=%3$s

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
        """.formatted(
                broker.port(), broker.controllerPort(), broker.data().toString().replace("\\", "/"));
    }
}
