package checkout.lab.scenario.vocabulary;

import static checkout.lab.scenario.vocabulary.FaultParameters.FOR;
import static checkout.lab.scenario.vocabulary.FaultParameters.required;

import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.fault.PartChoice;
import checkout.lab.scenario.machine.ClockJump;
import checkout.lab.scenario.machine.FullDisk;
import checkout.lab.scenario.machine.SlowFsync;
import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.ParameterTypes;
import checkout.lab.scenario.word.Word;
import java.time.Duration;
import java.util.List;

/** The words for what the machine does to the programs on it. Not every machine can, so no random scenario uses them. */
final class MachineWords {

    private static final Parameter<Duration> DELAY = Parameter.required(
            "delay",
            ParameterTypes.duration(
                    Duration.ofMillis(1), Duration.ofSeconds(10), Duration.ofMillis(20), Duration.ofMillis(500)),
            "how much longer each takes");
    private static final Parameter<String> CLOCK =
            required("application", PartChoice.APPLICATIONS, "the application whose clock it is");
    private static final Parameter<String> DIRECTION = Parameter.optional(
            "direction",
            ParameterTypes.choice(ClockJump.DIRECTIONS),
            ClockJump.DIRECTIONS.getFirst(),
            "whether it is fast or slow meanwhile");
    private static final Parameter<Duration> BY = Parameter.optional(
            "by",
            ParameterTypes.duration(
                    Duration.ofSeconds(1), Duration.ofDays(1), Duration.ofSeconds(1), Duration.ofMinutes(10)),
            Duration.ofMinutes(10),
            "how far it jumps");
    private static final Parameter<String> SCHEMA =
            required("schema", FullDisk.SCHEMAS, "the schema of the table whose disk is full");

    static final Word<Fault> SLOW_FSYNC = Word.<Fault>of(
                    "slow-fsync",
                    "Every time that PostgreSQL makes something durable takes longer; needs strace.",
                    DELAY,
                    List.of(FOR),
                    "{at: 5s, slow-fsync: 200ms, for: 15s}",
                    arguments -> new SlowFsync(arguments.get(DELAY), arguments.get(FOR)))
            .notRandom();

    static final Word<Fault> CLOCK_JUMP = Word.<Fault>of(
                    "clock-jump",
                    "The wall clock of an application jumps, and jumps back later; it is restarted before and afterwards. Needs libfaketime.",
                    CLOCK,
                    List.of(DIRECTION, BY, FOR),
                    "{at: 5s, clock-jump: saga-orchestrator, direction: ahead, by: 10m, for: 15s}",
                    arguments -> new ClockJump(
                            arguments.get(CLOCK), arguments.get(DIRECTION), arguments.get(BY), arguments.get(FOR)))
            .notRandom();

    static final Word<Fault> FULL_DISK = Word.<Fault>of(
                    "full-disk",
                    "The disk of a table to which every checkout adds rows is full; needs the right to mount a file system.",
                    SCHEMA,
                    List.of(FOR),
                    "{at: 5s, full-disk: payments, for: 15s}",
                    arguments -> new FullDisk(arguments.get(SCHEMA), arguments.get(FOR)))
            .notRandom();

    static final List<Word<Fault>> ALL = List.of(SLOW_FSYNC, CLOCK_JUMP, FULL_DISK);

    private MachineWords() {}
}
