package checkout.lab.scenario.vocabulary;

import static checkout.lab.scenario.vocabulary.FaultParameters.FOR;
import static checkout.lab.scenario.vocabulary.FaultParameters.required;

import checkout.lab.scenario.agent.AgentFaults;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.pressure.ProvokedDeadlock;
import checkout.lab.scenario.pressure.RebalanceStorm;
import checkout.lab.scenario.pressure.SlowFsync;
import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.ParameterTypes;
import checkout.lab.scenario.word.Word;
import java.time.Duration;
import java.util.List;

/** The words for what makes the shared things slow or contended. */
final class PressureWords {

    private static final Parameter<Duration> DELAY = Parameter.required(
            "delay",
            ParameterTypes.duration(
                    Duration.ofMillis(1), Duration.ofSeconds(10), Duration.ofMillis(20), Duration.ofMillis(500)),
            "how much longer each takes");
    private static final Parameter<String> SERVICE =
            required("service", AgentFaults.CONSUMERS, "the service whose consumer group it is");

    static final Word<Fault> SLOW_FSYNC = Word.<Fault>of(
                    "slow-fsync",
                    "Every time that PostgreSQL makes something durable takes longer; needs strace.",
                    DELAY,
                    List.of(FOR),
                    "{at: 5s, slow-fsync: 200ms, for: 15s}",
                    arguments -> new SlowFsync(arguments.get(DELAY), arguments.get(FOR)))
            // not every machine has strace, or lets a user trace
            .notRandom();

    static final Word<Fault> DEADLOCK = Word.<Fault>plain(
                    "deadlock",
                    "A stranger locks items of stock against the order of inventory-service, so that PostgreSQL has to end one of the two.",
                    "{every: 10s, deadlock, times: 2}",
                    arguments -> new ProvokedDeadlock())
            // it needs customers who buy both items
            .notRandom();

    static final Word<Fault> REBALANCE_STORM = Word.of(
            "rebalance-storm",
            "A stranger joins the consumer group of a service, gets partitions, and leaves, again and again.",
            SERVICE,
            List.of(FOR),
            "{at: 5s, rebalance-storm: payment-service, for: 15s}",
            arguments -> new RebalanceStorm(arguments.get(SERVICE), arguments.get(FOR)));

    static final List<Word<Fault>> ALL = List.of(SLOW_FSYNC, DEADLOCK, REBALANCE_STORM);

    private PressureWords() {}
}
