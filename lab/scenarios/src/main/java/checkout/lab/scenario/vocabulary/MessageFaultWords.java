package checkout.lab.scenario.vocabulary;

import static checkout.lab.scenario.vocabulary.FaultParameters.COUNT;
import static checkout.lab.scenario.vocabulary.FaultParameters.required;

import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.kafka.DuplicatedRecords;
import checkout.lab.scenario.kafka.ForeignRecords;
import checkout.lab.scenario.kafka.OffsetsReset;
import checkout.lab.scenario.relay.ReplayFault;
import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.Word;
import java.util.List;

/** The words for what happens to messages. */
final class MessageFaultWords {

    private static final Parameter<String> TOPIC = required("topic", ForeignRecords.TOPICS, "the topic");
    private static final Parameter<String> CONSUMER =
            required("service", OffsetsReset.SERVICES, "the service whose consumers read again");

    static final Word<Fault> RESET_OFFSETS = Word.of(
            "reset-offsets",
            "The offsets of a service's consumers are set to the beginning in Kafka, and back by three minutes in its database.",
            CONSUMER,
            List.of(),
            "{at: 10s, reset-offsets: inventory-service}",
            arguments -> new OffsetsReset(arguments.get(CONSUMER)));

    static final Word<Fault> DUPLICATE = Word.of(
            "duplicate-records",
            "The last records of a topic are published again, as they are.",
            TOPIC,
            List.of(COUNT),
            "{every: 5s, duplicate-records: payments.commands, count: 50, times: 3}",
            arguments -> new DuplicatedRecords(arguments.get(TOPIC), arguments.get(COUNT)));

    static final Word<Fault> FOREIGN = Word.of(
            "foreign-records",
            "A foreign producer puts unreadable records into a topic; each must become one dead letter.",
            TOPIC,
            List.of(COUNT),
            "{at: 5s, foreign-records: checkout.replies, count: 3}",
            arguments -> ForeignRecords.unreadable(arguments.get(TOPIC), arguments.get(COUNT)));

    static final Word<Fault> LARGE = Word.of(
            "large-records",
            "A foreign producer puts records as large as the broker takes into a topic; each must become one dead letter.",
            TOPIC,
            List.of(COUNT),
            "{at: 5s, large-records: orders.events, count: 2}",
            arguments -> ForeignRecords.large(arguments.get(TOPIC), arguments.get(COUNT)));

    static final Word<Fault> REPLAY = Word.plain(
            "replay",
            "An operator makes the relay publish everything since the beginning of the run again.",
            "{at: 10s, replay}",
            arguments -> new ReplayFault());

    static final List<Word<Fault>> ALL = List.of(RESET_OFFSETS, DUPLICATE, FOREIGN, LARGE, REPLAY);

    private MessageFaultWords() {}
}
