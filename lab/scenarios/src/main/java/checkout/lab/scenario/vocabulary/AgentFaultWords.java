package checkout.lab.scenario.vocabulary;

import static checkout.lab.scenario.vocabulary.FaultParameters.DOWN;
import static checkout.lab.scenario.vocabulary.FaultParameters.FOR;
import static checkout.lab.scenario.vocabulary.FaultParameters.required;

import checkout.lab.scenario.agent.AgentFaults;
import checkout.lab.scenario.agent.KillAtPoint;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.kafka.ForeignRecords;
import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.ParameterTypes;
import checkout.lab.scenario.word.Word;
import java.time.Duration;
import java.util.List;

/** The words for what happens inside a running application. */
final class AgentFaultWords {

    private static final int SOME = 20;
    private static final int MOST_RANDOM = 50;
    private static final int MOST_OCCUPIED = 90;

    private static final Parameter<String> PLACE =
            required("place", KillAtPoint.PLACES, "the application, and the point between two of its steps");
    private static final Parameter<String> CONSUMER =
            required("service", AgentFaults.CONSUMERS, "the service that it happens to");
    private static final Parameter<Duration> EACH = Parameter.optional(
            "each",
            ParameterTypes.duration(
                    Duration.ofMillis(1), Duration.ofMinutes(2), Duration.ofMillis(50), Duration.ofSeconds(3)),
            Duration.ofMillis(500),
            "how much longer every poll takes");
    private static final Parameter<Integer> OCCUPIED = Parameter.optional(
            "occupied", ParameterTypes.percent(MOST_OCCUPIED), MOST_OCCUPIED, "how much of the heap is occupied");
    private static final Parameter<String> TOPIC =
            required("topic", ForeignRecords.TOPICS, "the topic whose records are late");
    private static final Parameter<Integer> SHARE =
            Parameter.optional("share", ParameterTypes.percent(MOST_RANDOM), SOME, "how many of the records are late");
    private static final Parameter<Duration> BY = Parameter.optional(
            "by",
            ParameterTypes.duration(
                    Duration.ofMillis(1), Duration.ofMinutes(1), Duration.ofMillis(500), Duration.ofSeconds(6)),
            Duration.ofSeconds(4),
            "how much later they are published than those around them");

    static final Word<Fault> KILL_AT = Word.of(
            "kill-at",
            "An application ends at a point between two steps, as if killed there, and is started again. The seed chooses which time it ends there: the 1st to the 20th.",
            PLACE,
            List.of(DOWN),
            "{every: 15s, kill-at: inventory-service/before-commit, times: 2}",
            arguments -> new KillAtPoint(arguments.get(PLACE), arguments.get(DOWN)));

    static final Word<Fault> SLOW_CONSUMER = Word.of(
            "slow-consumer",
            "The consumers of a service take longer for every poll.",
            CONSUMER,
            List.of(EACH, FOR),
            "{at: 5s, slow-consumer: payment-service, each: 1s, for: 15s}",
            arguments -> AgentFaults.slowConsumer(arguments.get(CONSUMER), arguments.get(EACH), arguments.get(FOR)));

    static final Word<Fault> HEAP_PRESSURE = Word.of(
            "heap-pressure",
            "So much of a service's heap is occupied that it collects garbage all the time.",
            CONSUMER,
            List.of(OCCUPIED, FOR),
            "{at: 5s, heap-pressure: inventory-service, occupied: 90%, for: 10s}",
            arguments ->
                    AgentFaults.heapPressure(arguments.get(CONSUMER), arguments.get(OCCUPIED), arguments.get(FOR)));

    static final Word<Fault> LATE_RECORDS = Word.<Fault>of(
                    "late-records",
                    "The relay publishes some records of a topic later, so that the order of a key is broken.",
                    TOPIC,
                    List.of(SHARE, BY, FOR),
                    "{at: 5s, late-records: payments.commands, share: 20%, by: 4s, for: 20s}",
                    arguments -> AgentFaults.lateRecords(
                            arguments.get(TOPIC), arguments.get(SHARE), arguments.get(BY), arguments.get(FOR)))
            // outbox-matches-kafka, which a random scenario expects, would rightly say so
            .notRandom();

    static final List<Word<Fault>> ALL = List.of(KILL_AT, SLOW_CONSUMER, HEAP_PRESSURE, LATE_RECORDS);

    private AgentFaultWords() {}
}
