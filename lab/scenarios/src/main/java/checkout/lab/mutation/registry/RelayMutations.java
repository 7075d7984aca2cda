package checkout.lab.mutation.registry;

import static checkout.lab.agent.AgentRule.atEntry;
import static checkout.lab.agent.AgentRule.atExit;

import java.util.List;

/** Bugs of the relay. */
final class RelayMutations {

    private static final String SERVICE = "outbox-relay";
    private static final String PUBLISHER = "checkout.relay.publish.KafkaPublisher";
    private static final String BATCH = "checkout.relay.publish.KafkaSendBatch";
    private static final String SEND_ROW = "send(CommittedOutboxRow,KafkaSendBatch,PublishStats)";
    private static final String OUTBOX = "outbox-matches-kafka";
    private static final Mutation.Finding ALL_PUBLISHED =
            new Mutation.Finding(OUTBOX, "every committed outbox row is in Kafka");

    static final List<Mutation> ALL = List.of(
            new Mutation(
                    "relay-skips-row",
                    "Every sixtieth row counts as published and is not sent.",
                    SERVICE,
                    MutationLoad.RELAY_FREEZES,
                    ALL_PUBLISHED,
                    atEntry(
                            "relay-skips-row",
                            PUBLISHER,
                            SEND_ROW,
                            "every(\"rows\", 60)",
                            "$2.oneAcknowledged(); RETURN")),
            new Mutation(
                    "relay-confirms-early",
                    "Rows count as published when they are sent, and not when Kafka has them.",
                    SERVICE,
                    MutationLoad.BROKER_FREEZES,
                    ALL_PUBLISHED,
                    atEntry("relay-confirms-early", BATCH, "isAcknowledged", "RETURN true")),
            new Mutation(
                    "relay-sends-under-new-id",
                    "Every sixtieth row is published twice, the second time under another id.",
                    SERVICE,
                    MutationLoad.RELAY_FREEZES,
                    new Mutation.Finding(OUTBOX, "nothing is in Kafka that was not committed"),
                    atExit(
                            "relay-sends-under-new-id",
                            PUBLISHER,
                            SEND_ROW,
                            "every(\"rows\", 60)",
                            "publishUnderOtherId($0, $1, $3)")),
            new Mutation(
                            "relay-changes-key",
                            "Records are published with the message's id as their key, so that those of a checkout are in any partition.",
                            SERVICE,
                            MutationLoad.RELAY_FREEZES,
                            new Mutation.Finding(OUTBOX, "every record is the row that was committed"),
                            atExit(
                                    "relay-changes-key",
                                    "checkout.relay.publish.CloudEventRecords",
                                    "recordOf",
                                    "true",
                                    "RETURN new org.apache.kafka.clients.producer.ProducerRecord($!.topic(), $!.partition(), $1.id().toString().getBytes(), $!.value(), $!.headers())"))
                    // consumers keep what comes under a key that is not that of its message
                    .halting(),
            new Mutation(
                    "relay-reverses-batch",
                    "The rows that are read together are sent in the reverse order.",
                    SERVICE,
                    MutationLoad.RELAY_FREEZES,
                    new Mutation.Finding(
                            OUTBOX, "each key's messages were first published in the order they were written"),
                    atExit("relay-reverses-batch", BATCH, "rows", "true", "RETURN reversed($!)")));

    private RelayMutations() {}
}
