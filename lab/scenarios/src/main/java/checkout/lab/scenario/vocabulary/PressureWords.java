package checkout.lab.scenario.vocabulary;

import static checkout.lab.scenario.vocabulary.FaultParameters.FOR;
import static checkout.lab.scenario.vocabulary.FaultParameters.required;

import checkout.lab.scenario.agent.AgentFaults;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.pressure.ProvokedDeadlock;
import checkout.lab.scenario.pressure.RebalanceStorm;
import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.Word;
import java.util.List;

/** The words for what makes the shared things slow or contended. */
final class PressureWords {

    private static final Parameter<String> SERVICE =
            required("service", AgentFaults.CONSUMERS, "the service whose consumer group it is");

    static final Word<Fault> DEADLOCK = Word.<Fault>plain(
                    "deadlock",
                    "Another session locks items of stock against the order of inventory-service, so that PostgreSQL must end one of the two.",
                    "{every: 10s, deadlock, times: 2}",
                    arguments -> new ProvokedDeadlock())
            // it needs customers who buy both items
            .notRandom();

    static final Word<Fault> REBALANCE_STORM = Word.of(
            "rebalance-storm",
            "A foreign consumer joins the group of a service, gets partitions, and leaves, again and again.",
            SERVICE,
            List.of(FOR),
            "{at: 5s, rebalance-storm: payment-service, for: 15s}",
            arguments -> new RebalanceStorm(arguments.get(SERVICE), arguments.get(FOR)));

    static final List<Word<Fault>> ALL = List.of(DEADLOCK, REBALANCE_STORM);

    private PressureWords() {}
}
