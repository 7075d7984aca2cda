package checkout.lab.scenario.vocabulary;

import static checkout.lab.scenario.vocabulary.FaultParameters.FOR;

import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.fault.PartChoice;
import checkout.lab.scenario.fault.PartFaults;
import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.ParameterTypes;
import checkout.lab.scenario.word.Word;
import java.time.Duration;
import java.util.List;

/** The words for what happens to processes. */
public final class ProcessFaultWords {

    private static final Parameter<String> PART = Parameter.required("part", PartChoice.PART, "the process");
    private static final Parameter<String> APPLICATION =
            Parameter.required("application", PartChoice.APPLICATION, "the application");
    private static final Parameter<Duration> DOWN = Parameter.optional(
            "down",
            ParameterTypes.duration(
                    Duration.ZERO, Duration.ofMinutes(10), Duration.ofMillis(100), Duration.ofSeconds(8)),
            Duration.ofSeconds(1),
            "the time until it is started again");

    public static final Word<Fault> KILL = Word.of(
            "kill",
            "A process is killed with SIGKILL and started again.",
            PART,
            List.of(DOWN),
            "{every: 4s, kill: any-service, times: 3, down: 2s}",
            arguments -> PartFaults.kill(arguments.get(PART), arguments.get(DOWN)));

    public static final Word<Fault> FREEZE = Word.of(
            "freeze",
            "A process and its children get SIGSTOP, its connections open, and later SIGCONT.",
            PART,
            List.of(FOR),
            "{at: 5s, freeze: payment-service, for: 10s}",
            arguments -> PartFaults.freeze(arguments.get(PART), arguments.get(FOR)));

    static final Word<Fault> RESTART = Word.of(
            "restart",
            "A process is stopped as by a deployment, and started again at once.",
            PART,
            List.of(),
            "{at: 10s, restart: saga-orchestrator}",
            arguments -> PartFaults.restart(arguments.get(PART)));

    static final Word<Fault> SECOND = Word.of(
            "second",
            "A second instance of an application starts beside the first, and is stopped later.",
            APPLICATION,
            List.of(FOR),
            "{at: 5s, second: payment-service, for: 20s}",
            arguments -> PartFaults.second(arguments.get(APPLICATION), arguments.get(FOR)));

    static final List<Word<Fault>> ALL = List.of(KILL, FREEZE, RESTART, SECOND);

    private ProcessFaultWords() {}
}
