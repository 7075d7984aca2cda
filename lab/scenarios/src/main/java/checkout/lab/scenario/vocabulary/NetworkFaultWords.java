package checkout.lab.scenario.vocabulary;

import static checkout.lab.scenario.vocabulary.FaultParameters.FOR;

import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.network.Directions;
import checkout.lab.scenario.network.LinkChoice;
import checkout.lab.scenario.network.NetworkFaults;
import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.ParameterTypes;
import checkout.lab.scenario.word.Word;
import java.time.Duration;
import java.util.List;

/** The words for what happens to connections, on a stack that was started with {@code --network}. */
public final class NetworkFaultWords {

    public static final Parameter<String> LINK = Parameter.required(
            "link", LinkChoice.LINK, "who connects and to whom; any is any of those to PostgreSQL and Kafka");
    public static final Parameter<String> DIRECTION = Parameter.optional(
            "direction", Directions.TYPE, Directions.BOTH, "the way that is affected; the client is who connects");
    public static final Parameter<Duration> BY = Parameter.required(
            "by",
            ParameterTypes.duration(
                    Duration.ofMillis(1), Duration.ofMinutes(2), Duration.ofMillis(100), Duration.ofSeconds(2)),
            "how much later everything arrives");
    public static final Parameter<Duration> JITTER = Parameter.optional(
            "jitter",
            ParameterTypes.duration(
                    Duration.ZERO, Duration.ofMinutes(2), Duration.ofMillis(100), Duration.ofSeconds(1)),
            Duration.ZERO,
            "how much later still at most, different for each packet");
    public static final Parameter<Integer> RATE = Parameter.required(
            "rate", ParameterTypes.kilobytesPerSecond(1, 1_000_000, 5, 200), "what gets across in a second");

    public static final Word<Fault> LATENCY = Word.of(
            "latency",
            "What travels on a link arrives later, in its order.",
            LINK,
            List.of(BY, JITTER, DIRECTION, FOR),
            "{at: 5s, latency: payment-service/postgres, by: 200ms, jitter: 100ms, direction: both, for: 20s}",
            arguments -> NetworkFaults.latency(
                    arguments.get(LINK),
                    arguments.get(DIRECTION),
                    arguments.get(BY),
                    arguments.get(JITTER),
                    arguments.get(FOR)));

    public static final Word<Fault> BLACK_HOLE = Word.of(
            "black-hole",
            "Packets vanish and the connections stay open; what TCP sends again arrives when it is over.",
            LINK,
            List.of(DIRECTION, FOR),
            "{at: 5s, black-hole: outbox-relay/kafka, direction: to-client, for: 15s}",
            arguments -> NetworkFaults.blackHole(arguments.get(LINK), arguments.get(DIRECTION), arguments.get(FOR)));

    public static final Word<Fault> RESET = Word.of(
            "reset",
            "Every connection is reset at the receiving end of the direction, by default at both ends, and closed at the other; new connections work.",
            LINK,
            List.of(DIRECTION),
            "{every: 5s, reset: any, times: 3}",
            arguments -> NetworkFaults.reset(arguments.get(LINK), arguments.get(DIRECTION)));

    public static final Word<Fault> BANDWIDTH = Word.of(
            "bandwidth",
            "A link is slow; all its connections share what gets across.",
            LINK,
            List.of(RATE, DIRECTION, FOR),
            "{at: 5s, bandwidth: order-service/kafka, rate: 20KB/s, for: 20s}",
            arguments -> NetworkFaults.bandwidth(
                    arguments.get(LINK), arguments.get(DIRECTION), arguments.get(RATE), arguments.get(FOR)));

    public static final Word<Fault> HALF_OPEN = Word.of(
            "half-open",
            "The side at the end of the direction loses every connection, and the other is never told; new ones work. With both, each waits for the other. At the end they are reset.",
            LINK,
            List.of(DIRECTION, FOR),
            "{at: 5s, half-open: saga-orchestrator/postgres, direction: to-server, for: 30s}",
            arguments -> NetworkFaults.halfOpen(arguments.get(LINK), arguments.get(DIRECTION), arguments.get(FOR)));

    static final List<Word<Fault>> ALL = List.of(LATENCY, BLACK_HOLE, RESET, BANDWIDTH, HALF_OPEN);

    private NetworkFaultWords() {}
}
